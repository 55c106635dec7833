import ReleaseCore
import ReleaseModel
import Testing

@Suite("Uploading and deploying at once", .timeLimit(.minutes(1)))
struct UploadAndDeployTests {
    @Test("creates the workload, publishes and deploys in one revision, with a message for each")
    func oneRevision() async throws {
        try await Bench.run { bench in
            let receipt = try await bench.upload("one", message: "what", release: .now(message: "why"))
            #expect(receipt.revision == Revision(1))
            #expect(try await bench.store.head().revision == Revision(1))
            let deployment = try #require(receipt.value.deployment)
            #expect(deployment.sequence == 1)
            #expect(deployment.soleVersion == receipt.value.version.id)
            #expect(deployment.attribution == .example(message: "why"))
            #expect(receipt.value.version.attribution == .example(message: "what"))
            #expect(try await bench.history() == [deployment])
            let second = try await bench.upload("two", release: .now(message: nil))
            #expect(second.revision == Revision(2))
            #expect(second.value.deployment?.sequence == 2)
            #expect(try await bench.serving() == [2: 100_000])
        }
    }

    @Test("tries the code first; what cannot start leaves no trace")
    func loadFailure() async throws {
        try await Bench.run { bench in
            let failure = LoadFailure(name: "SyntaxError", message: "unexpected token")
            bench.world.answerLoading(with: .failure(failure))
            let error = try await bench.refuses("loadFailed") {
                try await bench.upload("one", release: .now(message: nil))
            }
            let isTold = if case .loadFailed(failure, of: bench.name()) = error { true } else { false }
            #expect(isTold)
            #expect(try await bench.store.workload(bench.name()) == nil)
            #expect(try await bench.store.highestNumber(under: bench.name()) == 0)
            let encoded = try EncodedSnapshot(try await bench.content("one"))
            #expect(try await bench.store.snapshot(encoded.digest, account: bench.account) == nil)
            #expect(bench.world.announced.isEmpty)
        }
    }

    @Test("says whether the code was tried; where there is none, nothing was left untried")
    func wasTried() async throws {
        try await Bench.run { bench in
            let untried = try await bench.upload("one").value
            bench.world.answerLoading(with: .success(Exports(handlers: ["fetch"])))
            let tried = try await bench.upload("two").value
            #expect(!untried.wasTried && tried.wasTried)
            #expect(bench.world.tried == 2)
            bench.world.answerLoading(with: nil)
            let component = try Component(
                main: nil,
                modules: [],
                bindings: [],
                compatibility: Compatibility(),
                assets: AssetBundle(files: [], rules: AssetRules())
            )
            let site = Upload(
                workload: bench.name("site"),
                content: try Snapshot(kind: .worker, components: [component]),
                attribution: .example()
            )
            #expect(try await bench.plane.publish(site, release: .now(message: nil)).value.wasTried)
            #expect(bench.world.tried == 2)
        }
    }

    @Test("all at once ends with every version published and a gap-free history")
    func concurrent() async throws {
        try await Bench.run { bench in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<20 {
                    group.addTask { try await bench.upload("code \(index)", release: .now(message: "\(index)")) }
                }
                try await group.waitForAll()
            }
            let history = try await bench.history()
            #expect(history.map(\.sequence) == Array(1...20))
            #expect(try await bench.serving() == [20: 100_000])
            #expect(try await bench.store.head().revision == Revision(20))
        }
    }

    @Test("is refused when the workload changed since it was seen, or is gone", arguments: [true, false])
    func refusesStale(deploys: Bool) async throws {
        let release: Upload.Release = deploys ? .now(message: nil) : .later(creates: true)
        try await Bench.run { bench in
            let seen = try await bench.upload("one").revision
            try await bench.upload("two")
            let error = try await bench.refuses("preconditionFailed") {
                try await bench.upload("three", seen: seen, release: release)
            }
            let isTold = if case .preconditionFailed(seen: seen, changedAt: Revision(2)) = error { true } else { false }
            #expect(isTold)
            try await bench.refuses("preconditionFailed") {
                try await bench.upload("two", skipsUnchanged: true, seen: seen, release: release)
            }
            #expect(try await bench.upload("three", seen: Revision(2), release: release).value.version.number == 3)
            _ = try await bench.plane.deleteWorkload(bench.name(), record: .example())
            try await bench.refuses("workloadNotFound") {
                try await bench.upload("four", seen: Revision(3), release: release)
            }
        }
    }

    @Test("of another workload does not count as a change of this one")
    func othersDoNotMatter() async throws {
        try await Bench.run { bench in
            let seen = try await bench.upload("one").revision
            try await bench.upload("one", to: "other")
            #expect(try await bench.upload("two", seen: seen).value.version.number == 2)
        }
    }
}
