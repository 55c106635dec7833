import FoundationEssentials
import ReleaseCore
import ReleaseModel
import StoreExamples
import Testing

@Suite("A commit is refused, and changes nothing,", .timeLimit(.minutes(1)))
struct RefusalContract {
    /// Facts that cannot follow one published and deployed worker.
    enum Refusal: String, CaseIterable, Sendable {
        case nameTaken, hostTakenByAnotherAccount, identityTaken, aliasNameTaken
        case numberTaken, numberSkipped, versionIdentityTaken, snapshotNotStaged
        case sequenceTaken, sequenceSkipped, targetUnknown, targetOfAnotherWorkload, targetDeleted
        case aliasMoved, aliasExpectedUndeployed, aliasUnknown, aliasDeleted
        case workloadUnknown, workloadDeleted, versionDeletedTwice
    }

    @Test("as a conflict", arguments: StoreUnderTest.all, Refusal.allCases)
    func refuses(of subject: StoreUnderTest, _ refusal: Refusal) async throws {
        try await subject.withStore { store in
            let worker = try await store.publish()
            let second = try await store.publish(2, of: worker.workload)
            let deployment = try await store.deploy(worker.version, on: worker.alias)
            let scene = Scene(store: store, worker: worker, second: second, deployment: deployment)
            let (facts, expectations) = try await scene.arrange(refusal)
            let head = try await store.releases.head()

            let error = await #expect(throws: ReleaseError.self) {
                try await store.releases.commit(
                    ReleaseChange(facts, by: .example(), at: .example()),
                    expecting: expectations
                )
            }
            #expect(error.isConflict, "\(String(describing: error))")
            #expect(try await store.releases.head() == head)
            #expect(try await store.releases.routes(changedAfter: head.revision).changed.isEmpty)
        }
    }

    @Test("when the workload changed after the revision that the caller saw", arguments: StoreUnderTest.all)
    func refusesStaleCaller(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let worker = try await store.publish()
            _ = try await store.publish(2, of: worker.workload)
            _ = try await store.publish("other")
            let fact = ReleaseChange.example(.settingChanged(worker.workload.id, .previews, value: "off"))
            let error = await #expect(throws: ReleaseError.self) {
                try await store.releases.commit(
                    fact,
                    expecting: Expectations(unchangedSince: .init(workload: worker.workload.id, revision: Revision(1)))
                )
            }
            guard case .preconditionFailed(seen: Revision(1), changedAt: Revision(2)) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            // What others did to other workloads does not matter.
            _ = try await store.releases.commit(
                fact,
                expecting: Expectations(unchangedSince: .init(workload: worker.workload.id, revision: Revision(2)))
            )
        }
    }

    /// A worker with two versions, the first of them deployed.
    private struct Scene {
        let store: StorePorts
        let worker: PublishedWorker
        let second: Version
        let deployment: Deployment

        func arrange(_ refusal: Refusal) async throws -> (facts: [ReleaseFact], expectations: Expectations) {
            let none = Expectations()
            let workload = worker.workload
            switch refusal {
            case .nameTaken:
                return ([.workloadCreated(try .example(account: workload.account))], none)
            case .hostTakenByAnotherAccount:
                return ([.workloadCreated(try .example(account: Account.ID(UUID())))], none)
            case .identityTaken:
                let twin = Workload(
                    id: workload.id,
                    account: workload.account,
                    kind: .worker,
                    name: try .init("twin", kind: .worker),
                    createdAt: .example()
                )
                return ([.workloadCreated(twin)], none)
            case .aliasNameTaken:
                return ([.aliasCreated(.example(of: workload))], none)
            case .numberTaken:
                return ([.versionPublished(.example(2, of: workload, snapshot: second.snapshot))], none)
            case .numberSkipped:
                return ([.versionPublished(.example(4, of: workload, snapshot: second.snapshot))], none)
            case .versionIdentityTaken:
                let twin = Version.example(3, of: workload, snapshot: second.snapshot, id: second.id.uuid)
                return ([.versionPublished(twin)], none)
            case .snapshotNotStaged:
                return ([.versionPublished(.example(3, of: workload, snapshot: Digest(sha256: [])))], none)
            case .sequenceTaken: return ([next(sequence: 1)], none)
            case .sequenceSkipped: return ([next(sequence: 3)], none)
            case .targetUnknown:
                return ([next(to: Version.example(9, of: workload, snapshot: second.snapshot))], none)
            case .targetOfAnotherWorkload:
                return ([next(to: try await store.publish("other").version)], none)
            case .targetDeleted:
                try await commit(.versionDeleted(second, .example))
                return ([next()], none)
            case .aliasMoved:
                return ([next()], Expectations(aliases: [worker.alias.id: Deployment.ID(UUID())]))
            case .aliasExpectedUndeployed:
                return ([next()], Expectations(aliases: [worker.alias.id: nil]))
            case .aliasUnknown:
                let stray = Alias.example(try .init("stray"), of: workload)
                return ([.deploymentMade(.example(TrafficSplit(allTo: second.id), on: stray))], none)
            case .aliasDeleted:
                try await commit(.aliasDeleted(worker.alias, .example))
                return ([next()], none)
            case .workloadUnknown:
                let stray = try Workload.example("stray", account: workload.account)
                return ([.aliasCreated(.example(of: stray))], none)
            case .workloadDeleted:
                try await commit(.workloadDeleted(workload, .example))
                return ([.settingChanged(workload.id, .previews, value: "off")], none)
            case .versionDeletedTwice:
                try await commit(.versionDeleted(second, .example))
                return ([.versionDeleted(second, .example)], none)
            }
        }

        private func next(sequence: Int = 2, to version: Version? = nil) -> ReleaseFact {
            let split = TrafficSplit(allTo: (version ?? second).id)
            return .deploymentMade(.example(split, on: worker.alias, sequence: sequence))
        }

        private func commit(_ fact: ReleaseFact) async throws {
            _ = try await store.releases.commit(.example(fact), expecting: Expectations())
        }
    }
}
