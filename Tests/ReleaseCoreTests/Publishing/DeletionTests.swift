import ReleaseCore
import ReleaseModel
import Testing

@Suite("Deleting", .timeLimit(.minutes(1)))
struct DeletionTests {
    private func delete(
        _ number: Int,
        _ bench: Bench,
        policy: DeletionPolicy = .refuse,
        seen: Revision? = nil
    ) async throws -> Version {
        let record = Record.example("gone", seen: seen)
        return try await bench.plane.deleteVersion(.number(number), of: bench.name(), policy: policy, record: record)
            .value
    }

    @Test("a version leaves its record with who, when and why, and no content")
    func tombstone() async throws {
        try await Bench.run { bench in
            let version = try await bench.versions(2)[0]
            bench.world.turnClock(by: 60)
            let deleted = try await delete(1, bench)
            let tombstone = Tombstone(attribution: .example(message: "gone"), deletedAt: bench.world.now)
            #expect(deleted == version.deleted(under: tombstone))
            let workload = try await bench.workload()
            let remembered = try await bench.plane.version(.number(1), of: workload)
            #expect(remembered == deleted)
            try await bench.refuses("versionDeleted") {
                _ = try await bench.plane.content(of: remembered, in: workload)
            }
            try await bench.refuses("versionDeleted") {
                _ = try await bench.plane.diff(from: .number(1), to: .number(2), of: bench.name())
            }
            try await bench.refuses("versionDeleted") { _ = try await delete(1, bench) }
            let page = try await bench.store.versions(of: workload.id, page: PageRequest())
            #expect(page.items.map(\.isDeleted) == [false, true])
            #expect(try await bench.store.snapshot(version.snapshot, account: bench.account) == nil)
        }
    }

    @Test("a version keeps the content that another version shares")
    func sharedContent() async throws {
        try await Bench.run { bench in
            try await bench.upload("same")
            let twin = try await bench.upload("same").value.version
            _ = try await delete(1, bench)
            let content = try await bench.plane.content(of: twin, in: bench.workload())
            #expect(content == (try await bench.content("same")))
            _ = try await delete(2, bench)
            #expect(try await bench.upload("same").value.version.number == 3)
        }
    }

    @Test("a version in use is refused, and every referrer named, 0 % and rules included")
    func referrers() async throws {
        try await Bench.run { bench in
            let versions = try await bench.versions(3)
            try await bench.deploy([1: "100"])
            try await bench.deploy([1: "100", 2: "0"])
            let condition = Rule.Condition(.query("v"), .exists)
            let rule = try #require(Rule(conditions: [condition], split: TrafficSplit(allTo: versions[1].id)))
            _ = try await bench.plane.createAlias(
                Alias.Name("staging"),
                of: bench.name(),
                routing: Routing(split: TrafficSplit(allTo: versions[0].id), rules: [rule]),
                record: .example()
            )
            let error = try await bench.refuses("versionInUse") { _ = try await delete(2, bench) }
            let referrers = ["alias production (deployment 2)", "alias staging (deployment 1)"]
            let isTold =
                if case .versionInUse(_, of: bench.name(), referrers: referrers) = error { true } else { false }
            #expect(isTold, "\(String(describing: error))")
            _ = try await delete(3, bench)
        }
    }

    @Test("a version with the policy dangle leaves its referrers as they are")
    func dangles() async throws {
        try await Bench.run { bench in
            try await bench.versions(2)
            let deployment = try await bench.deploy([1: "50", 2: "50"]).value
            #expect(try await delete(1, bench, policy: .dangle).isDeleted)
            let inForce = try await bench.plane.inForce(on: bench.alias())
            #expect(inForce == deployment)
            try await bench.deploy([2: "100"])
            try await bench.refuses("versionDeleted") { try await bench.deploy([1: "1", 2: "99"]) }
        }
    }

    @Test("is refused when the workload changed since it was seen")
    func refusesStale() async throws {
        try await Bench.run { bench in
            try await bench.versions(2)
            try await bench.refuses("preconditionFailed") { _ = try await delete(1, bench, seen: Revision(1)) }
            let stale = Record.example(seen: Revision(1))
            try await bench.refuses("preconditionFailed") {
                _ = try await bench.plane.deleteWorkload(bench.name(), record: stale)
            }
            #expect(try await delete(1, bench, seen: Revision(2)).isDeleted)
        }
    }

    @Test("a version beside deployments of it leaves no deployment that refers to it")
    func besideDeployments() async throws {
        try await Bench.run { bench in
            try await bench.versions(2)
            try await bench.deploy([1: "100"])
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await Self.ignoringRefusals { try await bench.deploy([2: "100"]) } }
                group.addTask { await Self.ignoringRefusals { _ = try await delete(2, bench) } }
            }
            let second = try await bench.plane.version(.number(2), of: bench.workload())
            let serving = try await bench.serving()
            #expect(second.isDeleted ? serving == [1: 100_000] : serving == [2: 100_000])
        }
    }

    @Test("a workload takes its aliases and versions with it, and frees its name")
    func workload() async throws {
        try await Bench.run { bench in
            let versions = try await bench.versions(2)
            let deployment = try await bench.deploy([1: "100"]).value
            let old = try await bench.workload()
            _ = try await bench.plane.deleteWorkload(bench.name(), record: .example("gone"))
            try await bench.refuses("workloadNotFound") { try await bench.deploy([1: "100"]) }
            try await bench.refuses("workloadNotFound") {
                _ = try await bench.plane.deleteWorkload(bench.name(), record: .example())
            }
            #expect(try await bench.store.version(versions[0].id)?.isDeleted == true)
            #expect(try await bench.store.deployment(deployment.id) == deployment)
            try await bench.upload("new")
            let new = try await bench.workload()
            #expect(new.id != old.id)
            #expect(try await bench.history().isEmpty)
            try await bench.refuses("versionNotFound") { _ = try await bench.plane.version(.number(1), of: new) }
        }
    }

    private static func ignoringRefusals(_ body: () async throws -> Void) async {
        do {
            try await body()
        } catch ReleaseError.versionDeleted, ReleaseError.versionInUse {
            // Whoever came second was refused.
        } catch {
            Issue.record(error)
        }
    }
}
