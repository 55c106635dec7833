import FoundationEssentials
import ReleaseCore
import ReleaseModel
import StoreExamples
import Testing

@Suite("A deletion", .timeLimit(.minutes(1)))
struct DeletionContract {
    @Test("of a version leaves its record, and erases content that no other version has", arguments: StoreUnderTest.all)
    func leavesTombstone(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let worker = try await store.publish(code: "shared")
            let twin = try await store.publish(2, of: worker.workload, code: "shared")
            let account = worker.workload.account

            _ = try await store.releases.commit(
                .example(.versionDeleted(worker.version, .example)),
                expecting: Expectations()
            )
            let record = try #require(try await store.releases.version(worker.version.id))
            #expect(record.tombstone == .example)
            #expect(record.snapshot == worker.version.snapshot)
            #expect(try await store.releases.snapshot(twin.snapshot, account: account) != nil)

            _ = try await store.releases.commit(.example(.versionDeleted(twin, .example)), expecting: Expectations())
            #expect(try await store.releases.snapshot(twin.snapshot, account: account) == nil)
            let listed = try await store.releases.versions(of: worker.workload.id, page: PageRequest())
            #expect(listed.items.map(\.isDeleted) == [true, true])
            let live = try await store.releases.versions(of: worker.workload.id, matching: .live, limit: 9)
            #expect(live.isEmpty)
            #expect(try await store.releases.highestNumber(under: WorkloadName(worker.workload)) == 2)
        }
    }

    @Test("of a workload frees its names but not its numbers", arguments: StoreUnderTest.all)
    func freesNames(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let first = try await store.publish()
            let deployment = try await store.deploy(first.version, on: first.alias)
            _ = try await store.releases.commit(
                .example(.workloadDeleted(first.workload, .example)),
                expecting: Expectations()
            )
            let name = WorkloadName(first.workload)
            #expect(try await store.releases.workload(name) == nil)
            #expect(try await store.releases.workload(first.workload.id) == nil)
            #expect(try await store.releases.workers(named: name.name).isEmpty)
            #expect(try await store.releases.aliases(of: first.workload.id).isEmpty)
            #expect(try await store.releases.version(first.version.id)?.tombstone == .example)
            #expect(try await store.releases.deployment(deployment.id) == deployment)
            #expect(
                try await store.releases.snapshot(first.version.snapshot, account: first.workload.account) == nil
            )
            #expect(try await store.releases.highestNumber(under: name) == 1)

            let second = try Workload.example(account: first.workload.account)
            _ = try await store.releases.commit(.example(.workloadCreated(second)), expecting: Expectations())
            let version = try await store.publish(2, of: second)
            #expect(try await store.releases.workload(name) == second)
            let numbers = try await store.releases.versions(of: second.id, page: PageRequest()).items.map(\.number)
            #expect(numbers == [version.number])
        }
    }

    @Test("of an alias leaves its deployments, and its name free", arguments: StoreUnderTest.all)
    func freesAlias(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let worker = try await store.publish()
            let deployment = try await store.deploy(worker.version, on: worker.alias)
            _ = try await store.releases.commit(
                .example(.aliasDeleted(worker.alias, .example)),
                expecting: Expectations(aliases: [worker.alias.id: deployment.id])
            )
            #expect(try await store.releases.alias(.production, of: worker.workload.id) == nil)
            let record = try #require(try await store.releases.alias(worker.alias.id))
            #expect(record.name == .production && record.deployment == deployment.id)
            #expect(try await store.releases.alias(Alias.ID(UUID())) == nil)
            #expect(try await store.releases.routes(changedAfter: nil).changed.first?.aliases == [])
            let history = try await store.releases.deployments(of: worker.alias.id, page: PageRequest())
            #expect(history.items == [deployment])
            let again = Alias.example(of: worker.workload)
            _ = try await store.releases.commit(.example(.aliasCreated(again)), expecting: Expectations())
            #expect(try await store.releases.alias(.production, of: worker.workload.id) == again)
        }
    }
}
