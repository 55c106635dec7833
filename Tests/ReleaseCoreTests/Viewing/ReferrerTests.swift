import ReleaseCore
import ReleaseModel
import Testing

@Suite("Who calls a worker", .timeLimit(.minutes(1)))
struct ReferrerTests {
    private func upload(_ worker: String, calling target: String, on bench: Bench) async throws {
        let plain = try await bench.content("\(worker) calls \(target)").components[0]
        let component = try Component(
            main: plain.main,
            modules: plain.modules,
            bindings: [
                Binding(name: "BACK", value: .service(.init(worker: target))),
                Binding(name: "TEXT", value: .plainText(target)),
            ],
            compatibility: plain.compatibility
        )
        let upload = Upload(
            workload: bench.name(worker),
            content: try Snapshot(kind: .worker, components: [component]),
            attribution: .example()
        )
        _ = try await bench.plane.publish(upload, release: .later(creates: true))
    }

    @Test("is told by the newest versions and by those that serve, the worker itself aside")
    func referrers() async throws {
        try await Bench.run { bench in
            try await bench.versions(1)
            try await upload("hello", calling: "hello", on: bench)
            try await upload("serving", calling: "hello", on: bench)
            try await bench.deploy([1: "100"], of: "serving")
            try await upload("serving", calling: "other", on: bench)
            try await upload("draft", calling: "hello", on: bench)
            try await upload("past", calling: "hello", on: bench)
            try await upload("past", calling: "other", on: bench)
            let found = try await bench.plane.referrers(to: try await bench.workload())
            #expect(
                found.map { "\($0.worker.name) \($0.version.number) \($0.binding)" } == [
                    "draft 1 BACK", "serving 1 BACK",
                ]
            )
        }
    }
}
