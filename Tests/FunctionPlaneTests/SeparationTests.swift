import FoundationEssentials
import FunctionPlane
import HTTPModel
import ReleaseModel
import Telemetry
import TestSurroundings
import Testing

@Suite("An instance serves nobody else", .timeLimit(.minutes(2)))
struct SeparationTests {
    @Test("but its own version, whatever others are made of")
    func versions() async throws {
        try await TestPlane.run { test in
            var service = try TestService()
            try service.edit([.function("f", code: test.pack(TestPlane.counter))])
            try service.publish(1)
            try service.publish(2)
            test.apply(service)
            var instances: Set<String> = []
            for qualifier in ["1", "2", "LATEST"] {
                let answer = try await test.invoke(qualifier: qualifier)
                #expect(answer.body == "1" && answer.version == qualifier)
                instances.insert(answer.instance)
            }
            #expect(instances.count == 3)
            // By an alias it is the version's own.
            let one = try #require(service.versions.first).id
            try service.point("prod", at: [(one, 100_000)])
            test.apply(service)
            let answer = try await test.invoke(qualifier: "prod")
            #expect(answer.body == "2" && instances.contains(answer.instance))
        }
    }

    @Test("but its own service and account, though another's has the same name and code")
    func accounts() async throws {
        try await TestPlane.run { test in
            let code = try test.pack(TestPlane.counter)
            let foreigner = Account.ID(UUID())
            var instances: Set<String> = []
            for (name, account) in [("shop", TestService.account), ("shop", foreigner), ("till", TestService.account)] {
                var service = try TestService(name, account: account)
                try service.edit([.function("f", code: code)])
                test.apply(service)
                let target = try HTTPTarget("/2016-08-15/services/\(name)/functions/f/invocations")
                let answer = try await test.send(HTTPRequest(.post, target), account: account)
                #expect(answer.status == 200 && answer.body == "1")
                instances.insert(answer.instance)
            }
            #expect(instances.count == 3)
        }
    }

    @Test("once its version or its service is gone: then it ends")
    func retirement() async throws {
        try await TestPlane.run { test in
            var service = try TestService()
            try service.edit([.function("f", code: test.pack(TestPlane.counter))])
            try service.publish(1)
            test.apply(service)
            for qualifier in ["1", "LATEST"] { _ = try await test.invoke(qualifier: qualifier) }
            func running() -> [String: Int] {
                var running: [String: Int] = [:]
                for family in test.plane.families where family.name == "sluice_function_instances" {
                    for sample in family.samples {
                        if case .gauge(let count) = sample.value {
                            running[sample.labels["version"] ?? ""] = Int(count)
                        }
                    }
                }
                return running
            }
            #expect(running() == ["1": 1, "LATEST": 1])
            service.versions = []
            test.apply(service)
            try await eventually { running() == ["1": 0, "LATEST": 1] }
            let gone = RoutingDelta(
                revision: Revision(9),
                isComplete: false,
                changed: [],
                removed: [service.workload.id]
            )
            test.plane.apply(gone)
            try await eventually { running() == ["1": 0, "LATEST": 0] }
        }
    }
}
