import ReleaseCore
import ReleaseModel
import Testing

@Suite("Deploying", .timeLimit(.minutes(1)))
struct DeployTests {
    @Test("splits traffic as asked, and records who, why and what came before")
    func splits() async throws {
        try await Bench.run { bench in
            try await bench.versions(2)
            try await bench.deploy([1: "100"])
            let deployment = try await bench.deploy([1: "90", 2: "10"]).value
            #expect(deployment.sequence == 2)
            #expect(deployment.origin == .requested && deployment.restores == nil)
            #expect(deployment.attribution == .example(message: "deploy"))
            #expect(try await bench.serving() == [1: 90_000, 2: 10_000])
            #expect(try await bench.alias().deployment == deployment.id)
            #expect(try await bench.history().map(\.sequence) == [1, 2])
            #expect(deployment.routing.slots.counts.values.sorted() == [10_000, 90_000])
        }
    }

    @Test("gives slots by the map in force, not afresh: 10 → 50 → 10 keeps the cohort")
    func followsMap() async throws {
        try await Bench.run { bench in
            try await bench.versions(2)
            try await bench.deploy([2: "100"])
            let first = try await bench.deploy([1: "10", 2: "90"]).value.routing.slots
            let second = try await bench.deploy([1: "50", 2: "50"]).value.routing.slots
            let third = try await bench.deploy([1: "10", 2: "90"]).value.routing.slots
            #expect(first.ranges.map(\.end) == [90_000, 100_000])
            #expect(second.ranges.map(\.end) == [50_000, 100_000])
            #expect(third == first)
        }
    }

    @Test("spreads traffic over as many versions as a split may have, and no more")
    func manyVersions() async throws {
        try await Bench.run { bench in
            let versions = try await bench.versions(65)
            func shares(_ count: Int) throws -> [RequestedShare] {
                try versions.prefix(count).map { version in
                    let percentage = try #require(Percentage(version.number == 1 ? "37" : "1"))
                    return RequestedShare(version: .number(version.number), percentage: percentage)
                }
            }
            let workload = try await bench.workload()
            let split = try await bench.plane.split(try shares(64), of: workload)
            _ = try await bench.plane.deploy(
                Routing(split: split),
                to: .production,
                of: bench.name(),
                record: .example()
            )
            #expect(try await bench.serving().count == 64)
            #expect(try await bench.serving()[1] == 37_000)
            let error = try await bench.refuses("splitInvalid") {
                _ = try await bench.plane.split(try shares(65), of: workload)
            }
            let isTold =
                if case .splitInvalid(.tooManyTargets(count: 65, limit: 64)) = error { true } else { false }
            #expect(isTold)
        }
    }

    @Test("reads versions by any name, and refuses sums that are off and names given twice")
    func readsShares() async throws {
        try await Bench.run { bench in
            try await bench.versions(2)
            let workload = try await bench.workload()
            let second = try await bench.plane.version(.number(2), of: workload)
            func split(_ references: VersionReference..., each: String) async throws -> TrafficSplit {
                let percentage = try #require(Percentage(each))
                let shares = references.map { RequestedShare(version: $0, percentage: percentage) }
                return try await bench.plane.split(shares, of: workload)
            }
            let byName = try await split(.number(1), .prefix(second.id.prefix), each: "50")
            let byOther = try await split(.number(1), .newest, each: "50")
            #expect(byName == byOther)
            let error = try await bench.refuses("percentagesOff") {
                _ = try await split(.number(1), .number(2), each: "49.9")
            }
            let isTold = if case .percentagesOff(sum: "99.8") = error { true } else { false }
            #expect(isTold)
            try await bench.refuses("splitInvalid") { _ = try await split(.number(2), .newest, each: "50") }
            try await bench.refuses("versionNotFound") { _ = try await split(.number(1), .number(9), each: "50") }
        }
    }

    @Test("refuses versions that are unknown, deleted or another worker's, and leaves the alias where it was")
    func refusesTargets() async throws {
        try await Bench.run { bench in
            try await bench.versions(2)
            let foreign = try await bench.versions(1, of: "other")[0]
            _ = try await bench.plane.deleteVersion(.number(2), of: bench.name(), record: .example())
            let deleted = try await bench.plane.version(.number(2), of: try await bench.workload())
            try await bench.deploy([1: "100"])
            for (id, refusal) in [
                (Version.ID.example(99), "versionNotFound"), (foreign.id, "versionNotFound"),
                (deleted.id, "versionDeleted"),
            ] {
                try await bench.refuses(refusal) {
                    _ = try await bench.plane.deploy(
                        Routing(split: TrafficSplit(allTo: id)),
                        to: .production,
                        of: bench.name(),
                        record: .example()
                    )
                }
            }
            #expect(try await bench.serving() == [1: 100_000])
        }
    }

    @Test("refuses the head of a worker, which has none")
    func refusesHead() async throws {
        try await Bench.run { bench in
            try await bench.versions(1)
            let head = try TrafficSplit([.init(.head, slots: TrafficSplit.slotCount)])
            try await bench.refuses("draftNotFound") {
                _ = try await bench.plane.deploy(
                    Routing(split: head),
                    to: .production,
                    of: bench.name(),
                    record: .example()
                )
            }
        }
    }

    @Test("refuses unknown workloads and aliases")
    func refusesNames() async throws {
        try await Bench.run { bench in
            let version = try await bench.versions(1)[0]
            let routing = Routing(split: TrafficSplit(allTo: version.id))
            let staging = try Alias.Name("staging")
            try await bench.refuses("aliasNotFound") {
                _ = try await bench.plane.deploy(routing, to: staging, of: bench.name(), record: .example())
            }
            try await bench.refuses("workloadNotFound") {
                _ = try await bench.plane.deploy(routing, to: .production, of: bench.name("none"), record: .example())
            }
        }
    }

    @Test("carries rules, each with slots of its own that follow those of the same rule before")
    func rules() async throws {
        try await Bench.run { bench in
            let versions = try await bench.versions(2)
            let condition = Rule.Condition(.header("x-beta"), .equals("1"))
            func deploy(_ canary: Int) async throws -> Deployment {
                let split = try TrafficSplit([
                    .init(.version(versions[1].id), slots: 100_000 - canary),
                    .init(.version(versions[0].id), slots: canary),
                ])
                let rule = try #require(Rule(conditions: [condition], split: split))
                let routing = Routing(split: TrafficSplit(allTo: versions[1].id), rules: [rule])
                return try await bench.plane.deploy(routing, to: .production, of: bench.name(), record: .example())
                    .value
            }
            // The older version comes second, so that no fresh layout gives these slots.
            _ = try await deploy(0)
            let first = try await deploy(10_000)
            _ = try await deploy(50_000)
            let third = try await deploy(10_000)
            #expect(first.soleVersion == nil)
            #expect(first.routing.rules.map { $0.slots.ranges.map(\.end) } == [[90_000, 100_000]])
            #expect(third.routing.rules.map(\.slots) == first.routing.rules.map(\.slots))
            let stored = try await bench.store.deployment(third.id)
            #expect(stored == third)
        }
    }

    @Test("is refused when the workload changed since it was seen, and goes on when it did not")
    func refusesStale() async throws {
        try await Bench.run { bench in
            try await bench.versions(2)
            let seen = try await bench.deploy([1: "100"]).revision
            let moved = try await bench.deploy([2: "100"], seen: seen).revision
            let error = try await bench.refuses("preconditionFailed") { try await bench.deploy([1: "100"], seen: seen) }
            let isTold = if case .preconditionFailed(seen: seen, changedAt: moved) = error { true } else { false }
            #expect(isTold)
            #expect(try await bench.serving() == [2: 100_000])
        }
    }

    @Test("many times at once succeeds in some order, each after the one before")
    func concurrent() async throws {
        try await Bench.run { bench in
            try await bench.versions(5)
            var revisions: [Revision] = []
            try await withThrowingTaskGroup(of: Receipt<Deployment>.self) { group in
                for index in 0..<40 { group.addTask { try await bench.deploy([index % 5 + 1: "100"]) } }
                for try await receipt in group { revisions.append(receipt.revision) }
            }
            #expect(revisions.sorted() == (6...45).map(Revision.init))
            let history = try await bench.history()
            #expect(history.map(\.sequence) == Array(1...40))
            #expect(try await bench.alias().deployment == history.last?.id)
        }
    }

    @Test("from two planes over one store starts over when the other wrote, and loses nothing")
    func concurrentPlanes() async throws {
        try await Bench.run { bench in
            try await bench.versions(2)
            let other = ReleasePlane(store: bench.store, blobs: bench.plane.blobs, environment: bench.world.environment)
            let version = try await bench.plane.version(.number(1), of: try await bench.workload())
            try await withThrowingTaskGroup(of: Int.self) { group in
                for plane in [bench.plane, other] {
                    group.addTask {
                        for _ in 0..<20 {
                            let routing = Routing(split: TrafficSplit(allTo: version.id))
                            _ = try await plane.deploy(routing, to: .production, of: bench.name(), record: .example())
                        }
                        return 20
                    }
                }
                for try await _ in group {}
            }
            #expect(try await bench.history().map(\.sequence) == Array(1...40))
        }
    }
}
