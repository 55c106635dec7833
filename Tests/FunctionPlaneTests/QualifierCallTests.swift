import FunctionPlane
import HTTPModel
import ReleaseModel
import TestSurroundings
import Testing

@Suite("A call by a qualifier", .timeLimit(.minutes(2)))
struct QualifierCallTests {
    private func service(_ test: TestPlane) throws -> TestService {
        var service = try TestService()
        let code = try test.pack(TestPlane.counter)
        try service.edit([.function("f", code: code), .function("g", code: code)])
        return service
    }

    @Test("by an alias goes to each version by its share, and by rules first; waiting or not")
    func shares() async throws {
        try await TestPlane.run { test in
            var service = try service(test)
            let (one, two) = (try service.publish(1), try service.publish(2))
            let rule = try #require(
                Rule(conditions: [.init(.header("x-canary"), .equals("yes"))], split: TrafficSplit(allTo: two))
            )
            try service.point("half", at: [(one, 50_000), (two, 50_000)])
            try service.point("chosen", at: [(one, 100_000), (two, 0)], rules: [rule])
            test.apply(service)
            for type: HTTPFieldValue in ["Sync", "Async"] {
                let fields: HTTPFields = ["X-Fc-Invocation-Type": type]
                func version(_ qualifier: String, _ more: HTTPFields = [:]) async throws -> String {
                    var all = fields
                    for field in more { all.append(field.name, field.value) }
                    return try await test.invoke("count", qualifier: qualifier, fields: all).version
                }
                // All of forty by one version would be one in a million millions.
                var drawn: Set<String> = []
                for _ in 0..<40 { drawn.insert(try await version("half")) }
                #expect(drawn == ["1", "2"])
                #expect(try await version("chosen") == "1")
                #expect(try await version("chosen", ["x-canary": "yes"]) == "2")
            }
        }
    }

    @Test("by an alias finds instances kept ready, as many of each version as its share")
    func provisionedAlias() async throws {
        try await TestPlane.run { test in
            var service = try service(test)
            let (one, two) = (try service.publish(1), try service.publish(2))
            try service.point("prod", at: [(one, 75_000), (two, 25_000)])
            try service.set(.provisionedInstances, "prod", "f", ProvisionedInstances(target: 4))
            test.apply(service)
            func running(_ qualifier: String) async throws -> Int {
                let path = "/2016-08-15/services/shop.\(qualifier)/functions/f/instances"
                let list = try await test.send(HTTPRequest(.get, try HTTPTarget(path))).body
                return list.split(separator: "instanceId").count - 1
            }
            try await eventually { try await running("prod") >= 4 }
            try await eventually {
                await test.plane.provisionedCount(
                    account: TestService.account,
                    service: "shop",
                    qualifier: "prod",
                    function: "f"
                ) == 4
            }
            // Were there more to start, they would come before this one.
            #expect(try await test.invoke("count", function: "g").body == "1")
            #expect(try await running("1") == 3)
            #expect(try await running("2") == 1)
            #expect(try await running("LATEST") == 0)
        }
    }

    @Test("keeps to the instances of its own qualifier, whatever others may have")
    func capOfQualifier() async throws {
        try await TestPlane.run { test in
            var service = try service(test)
            try service.publish(1)
            try service.set(.onDemandInstances, "LATEST", "f", OnDemandInstances(maximum: 5))
            try service.set(.onDemandInstances, "1", "f", OnDemandInstances(maximum: 0))
            test.apply(service)
            #expect(try await test.invoke("count").status == 200)
            let refused = try await test.invoke("count", qualifier: "1")
            #expect(refused.status == 429 && refused.body.contains("ResourceExhausted"))
        }
    }
}
