import ReleaseCore
import ReleaseModel
import Testing

@Suite("Rolling back", .timeLimit(.minutes(1)))
struct RollbackTests {
    private func rollBack(
        _ bench: Bench,
        to target: RollbackTarget = .previousStable,
        seen: Revision? = nil
    ) async throws -> Deployment {
        let record = Record.example("back", seen: seen)
        return try await bench.plane.rollback(.production, of: bench.name(), to: target, record: record).value
    }

    @Test("goes to the version before, as a new deployment that says what it restores")
    func rollsBack() async throws {
        try await Bench.run { bench in
            try await bench.versions(2)
            let first = try await bench.deploy([1: "100"]).value
            try await bench.deploy([2: "100"])
            let rollback = try await rollBack(bench)
            #expect(rollback.sequence == 3)
            #expect(rollback.restores == first.id)
            #expect(rollback.routing == first.routing)
            #expect(rollback.attribution == .example(message: "back"))
            #expect(try await bench.serving() == [1: 100_000])
            #expect(try await bench.history().count == 3)
        }
    }

    @Test("again and again goes further back, until nothing is left")
    func repeats() async throws {
        try await Bench.run { bench in
            try await bench.versions(3)
            for number in 1...3 { try await bench.deploy([number: "100"]) }
            _ = try await rollBack(bench)
            #expect(try await bench.serving() == [2: 100_000])
            _ = try await rollBack(bench)
            #expect(try await bench.serving() == [1: 100_000])
            let error = try await bench.refuses("noStableDeployment") { _ = try await rollBack(bench) }
            let isTold = if case .noStableDeployment(.production, of: bench.name()) = error { true } else { false }
            #expect(isTold)
        }
    }

    @Test("leaves a split for the version that had everything before")
    func fromSplit() async throws {
        try await Bench.run { bench in
            try await bench.versions(2)
            try await bench.deploy([1: "100"])
            try await bench.deploy([1: "90", 2: "10"])
            try await bench.deploy([1: "50", 2: "50"])
            _ = try await rollBack(bench)
            #expect(try await bench.serving() == [1: 100_000])
        }
    }

    @Test("to the deployment before gives every slot back to the version that had it")
    func restoresMap() async throws {
        try await Bench.run { bench in
            try await bench.versions(3)
            // Version 3 came before 2, so that no fresh layout gives these slots.
            try await bench.deploy([1: "90", 3: "10"])
            let before = try await bench.deploy([1: "80", 2: "10", 3: "10"]).value
            try await bench.deploy([1: "100"])
            let rollback = try await rollBack(bench, to: .deployment(before.id.prefix.uppercased()))
            #expect(rollback.restores == before.id)
            #expect(rollback.routing == before.routing)
        }
    }

    @Test("passes over deleted versions")
    func skipsDeleted() async throws {
        try await Bench.run { bench in
            try await bench.versions(3)
            for number in 1...3 { try await bench.deploy([number: "100"]) }
            _ = try await bench.plane.deleteVersion(.number(2), of: bench.name(), record: .example())
            _ = try await rollBack(bench)
            #expect(try await bench.serving() == [1: 100_000])
        }
    }

    @Test("goes on although a version that stood at 0 % then is deleted now")
    func dropsDeletedSmokeVersion() async throws {
        try await Bench.run { bench in
            try await bench.versions(4)
            try await bench.deploy([1: "100", 2: "0", 3: "0"])
            try await bench.deploy([4: "100"])
            _ = try await bench.plane.deleteVersion(.number(2), of: bench.name(), record: .example())
            _ = try await rollBack(bench)
            #expect(try await bench.serving() == [1: 100_000, 3: 0])
        }
    }

    @Test("to a named version or deployment is refused when that is deleted, in force or unknown")
    func refusesTargets() async throws {
        try await Bench.run { bench in
            try await bench.versions(3)
            let second = try await bench.deploy([2: "100"]).value
            try await bench.deploy([3: "100"])
            _ = try await bench.plane.deleteVersion(.number(2), of: bench.name(), record: .example())
            try await bench.refuses("versionDeleted") { _ = try await rollBack(bench, to: .version(.number(2))) }
            try await bench.refuses("versionDeleted") {
                _ = try await rollBack(bench, to: .deployment(second.id.description))
            }
            try await bench.refuses("alreadyInForce") { _ = try await rollBack(bench, to: .version(.number(3))) }
            try await bench.refuses("versionNotFound") { _ = try await rollBack(bench, to: .version(.number(9))) }
            for text in ["", "00000000", "1", "newest", second.id.description + "0", "%", "________"] {
                try await bench.refuses("deploymentNotFound") { _ = try await rollBack(bench, to: .deployment(text)) }
            }
        }
    }

    @Test("to a named version, then with no name, goes to what was before that version")
    func namedThenPlain() async throws {
        try await Bench.run { bench in
            try await bench.versions(4)
            for number in 1...4 { try await bench.deploy([number: "100"]) }
            let rollback = try await rollBack(bench, to: .version(.number(2)))
            #expect(rollback.restores == (try await bench.history()[1].id))
            _ = try await rollBack(bench)
            #expect(try await bench.serving() == [1: 100_000])
        }
    }

    @Test("does not reach into another alias's history")
    func otherAlias() async throws {
        try await Bench.run { bench in
            let versions = try await bench.versions(2)
            try await bench.deploy([1: "100"])
            let staging = try await bench.plane.createAlias(
                Alias.Name("staging"),
                of: bench.name(),
                routing: Routing(split: TrafficSplit(allTo: versions[1].id)),
                record: .example()
            ).value
            try await bench.refuses("noStableDeployment") { _ = try await rollBack(bench) }
            try await bench.refuses("deploymentNotFound") {
                _ = try await rollBack(bench, to: .deployment(staging.id.description))
            }
        }
    }

    @Test("is refused before the first deployment, and when the workload changed since it was seen")
    func refusesState() async throws {
        try await Bench.run { bench in
            try await bench.versions(2)
            try await bench.refuses("aliasNotDeployed") { _ = try await rollBack(bench) }
            try await bench.deploy([1: "100"])
            let seen = try await bench.deploy([2: "100"]).revision
            try await bench.upload("more")
            try await bench.refuses("preconditionFailed") { _ = try await rollBack(bench, seen: seen) }
            _ = try await rollBack(bench, seen: seen.next)
        }
    }

    @Test("twice at once undoes two deployments, and never the same one twice")
    func concurrent() async throws {
        try await Bench.run { bench in
            try await bench.versions(3)
            for number in 1...3 { try await bench.deploy([number: "100"]) }
            async let first = rollBack(bench)
            async let second = rollBack(bench)
            let restored = try await [first, second].sorted { $0.sequence < $1.sequence }.map(\.restores)
            let history = try await bench.history()
            #expect(restored == [history[1].id, history[0].id])
            #expect(try await bench.serving() == [1: 100_000])
        }
    }

    @Test("looks further back than one page of history")
    func longHistory() async throws {
        try await Bench.run { bench in
            try await bench.versions(3)
            try await bench.deploy([3: "100"])
            for step in 1...120 { try await bench.deploy([1: "\(step % 90 + 1)", 2: "\(99 - step % 90)"]) }
            _ = try await rollBack(bench)
            #expect(try await bench.serving() == [3: 100_000])
        }
    }
}
