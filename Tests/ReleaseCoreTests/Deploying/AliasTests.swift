import ReleaseCore
import ReleaseModel
import Testing

@Suite("Aliases", .timeLimit(.minutes(1)))
struct AliasTests {
    @discardableResult
    private func create(
        _ name: String,
        _ bench: Bench,
        at version: Int = 1,
        affinity: RequestAttribute? = nil,
        seen: Revision? = nil
    ) async throws -> Receipt<Deployment> {
        let target = try await bench.plane.version(.number(version), of: try await bench.workload())
        return try await bench.plane.createAlias(
            try Alias.Name(name),
            of: bench.name(),
            routing: Routing(split: TrafficSplit(allTo: target.id)),
            affinity: affinity,
            record: .example(seen: seen)
        )
    }

    @Test("are created and deployed in one revision, with a history of their own")
    func creates() async throws {
        try await Bench.run { bench in
            try await bench.versions(2)
            let created = try await create("staging", bench, at: 2, affinity: .cookie("sid"))
            #expect(created.revision == Revision(3))
            let staging = try await bench.alias(try Alias.Name("staging"))
            #expect(staging.deployment == created.value.id && staging.affinity == .cookie("sid"))
            #expect(try await bench.serving(staging.name) == [2: 100_000])
            #expect(try await bench.serving() == [:])
            try await bench.deploy([1: "100"], to: staging.name)
            #expect(try await bench.history(staging.name).map(\.sequence) == [1, 2])
            #expect(try await bench.history().isEmpty)
        }
    }

    @Test("are refused when they exist, cannot be a host, or the workload changed since it was seen")
    func refuses() async throws {
        try await Bench.run { bench in
            try await bench.versions(1)
            let seen = try await create("staging", bench).revision
            for name in ["staging", "production"] {
                try await bench.refuses("aliasExists") { try await create(name, bench) }
            }
            for name in ["Staging", "a_b", "deadbeef", "a-", String(repeating: "a", count: 58)] {
                try await bench.refuses("invalidName") { try await create(name, bench) }
            }
            #expect(String(repeating: "a", count: 57).count + "-hello".count == HostLabel.maximumLength)
            try await create(String(repeating: "a", count: 57), bench)
            try await bench.refuses("preconditionFailed") { try await create("other", bench, seen: seen) }
        }
    }

    @Test("of one name are made once, however many ask at once")
    func concurrentCreation() async throws {
        try await Bench.run { bench in
            try await bench.versions(1)
            var made = 0
            var refused = 0
            await withTaskGroup(of: Result<Void, any Error>.self) { group in
                for _ in 0..<10 {
                    group.addTask {
                        do { return .success(try await { _ = try await create("staging", bench) }()) } catch {
                            return .failure(error)
                        }
                    }
                }
                for await result in group {
                    switch result {
                    case .success: made += 1
                    case .failure(ReleaseError.aliasExists): refused += 1
                    case .failure(let error): Issue.record(error)
                    }
                }
            }
            #expect(made == 1 && refused == 9)
        }
    }

    @Test("of a workload are at most a hundred")
    func limit() async throws {
        try await Bench.run { bench in
            try await bench.versions(1)
            for index in 1..<ReleasePlane.maximumAliases { try await create("alias-\(index)", bench) }
            let error = try await bench.refuses("tooManyAliases") { try await create("one-more", bench) }
            let isTold = if case .tooManyAliases(count: 100, limit: 100) = error { true } else { false }
            #expect(isTold)
        }
    }

    @Test("are deleted, but for the built-in one; the name is free again and its history begins anew")
    func deletes() async throws {
        try await Bench.run { bench in
            try await bench.versions(1)
            let staging = try Alias.Name("staging")
            let first = try await create("staging", bench).value
            let deleted = try await bench.plane.deleteAlias(staging, of: bench.name(), record: .example())
            #expect(deleted.value.name == staging)
            try await bench.refuses("aliasNotFound") { _ = try await bench.alias(staging) }
            try await bench.refuses("aliasNotFound") {
                _ = try await bench.plane.deleteAlias(staging, of: bench.name(), record: .example())
            }
            try await bench.refuses("aliasIsBuiltIn") {
                _ = try await bench.plane.deleteAlias(.production, of: bench.name(), record: .example())
            }
            #expect(try await bench.store.deployment(first.id) == first)
            let second = try await create("staging", bench).value
            #expect(second.sequence == 1 && second.alias != first.alias)
        }
    }

    @Test("keep their deployment when their affinity changes")
    func affinity() async throws {
        try await Bench.run { bench in
            try await bench.versions(2)
            let deployment = try await bench.deploy([1: "50", 2: "50"]).value
            for (change, affinity) in [
                (.set(.header("x-user")), .header("x-user")), (.keep, .header("x-user")), (.remove, nil),
            ] as [(AffinityChange, RequestAttribute?)] {
                let receipt = try await bench.plane.change(
                    .production,
                    of: bench.name(),
                    by: AliasChange(affinity: change),
                    record: .example()
                )
                #expect(receipt.value.affinity == affinity)
                let stored = try await bench.alias()
                #expect(stored.affinity == affinity && stored.deployment == deployment.id)
            }
            #expect(try await bench.history() == [deployment])
        }
    }

    @Test("move and get another key source in one revision, or neither")
    func moveWithAffinity() async throws {
        try await Bench.run { bench in
            try await bench.versions(2)
            let first = try await bench.deploy([1: "100"])
            let routing = Routing(split: first.value.routing.split)
            for (index, change) in [AffinityChange.set(.cookie("sid")), .keep, .remove].enumerated() {
                let moved = try await bench.plane.deploy(
                    routing,
                    to: .production,
                    of: bench.name(),
                    changing: AliasChange(affinity: change),
                    record: .example()
                )
                #expect(moved.revision == Revision(first.revision.number + index + 1))
                let alias = try await bench.alias()
                #expect(alias.deployment == moved.value.id)
                #expect(alias.affinity == (change == .remove ? nil : .cookie("sid")))
            }
            try await bench.refuses("preconditionFailed") {
                _ = try await bench.plane.deploy(
                    routing,
                    to: .production,
                    of: bench.name(),
                    changing: AliasChange(affinity: .set(.cookie("late"))),
                    record: .example(seen: first.revision)
                )
            }
        }
    }

    @Test("do not lose a deployment to a change of affinity at the same time")
    func affinityBesideDeployments() async throws {
        try await Bench.run { bench in
            try await bench.versions(2)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<10 {
                    group.addTask { try await bench.deploy([index % 2 + 1: "100"]) }
                    group.addTask {
                        let change = AffinityChange.set(.cookie("c\(index)"))
                        _ = try await bench.plane.change(
                            .production,
                            of: bench.name(),
                            by: AliasChange(affinity: change),
                            record: .example()
                        )
                    }
                }
                try await group.waitForAll()
            }
            let history = try await bench.history()
            #expect(history.map(\.sequence) == Array(1...10))
            #expect(try await bench.alias().deployment == history.last?.id)
        }
    }
}
