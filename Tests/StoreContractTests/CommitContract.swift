import FoundationEssentials
import ReleaseCore
import ReleaseModel
import StoreExamples
import Testing

@Suite("A commit", .timeLimit(.minutes(1)))
struct CommitContract {
    @Test("makes all its facts true at the next revision", arguments: StoreUnderTest.all)
    func writesAllFacts(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let before = try await store.releases.head()
            let worker = try await store.publish()
            let head = try await store.releases.head()

            #expect(before.revision == .zero)
            #expect(worker.revision == Revision(1))
            #expect(head.revision == Revision(1))
            #expect(head.chain != before.chain)
            #expect(try await store.releases.workload(worker.workload.id) == worker.workload)
            #expect(try await store.releases.workload(WorkloadName(worker.workload)) == worker.workload)
            #expect(try await store.releases.alias(.production, of: worker.workload.id) == worker.alias)
            #expect(try await store.releases.version(worker.version.id) == worker.version)
            #expect(try await store.releases.lastChange(of: worker.workload.id) == Revision(1))
            #expect(try await store.releases.highestNumber(under: WorkloadName(worker.workload)) == 1)
        }
    }

    @Test("chains its events as the log's rule says", arguments: StoreUnderTest.all)
    func chainsEvents(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let account = try await store.account()
            let before = try await store.releases.head()
            let change = ReleaseChange.example(.workloadCreated(try .example(account: account)))
            _ = try await store.releases.commit(change, expecting: Expectations())
            #expect(try await store.releases.head().chain == LogEntry(change, after: before).chain)
        }
    }

    @Test("leaves nothing of a change that is refused half way", arguments: StoreUnderTest.all)
    func leavesNothingOfRefused(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let worker = try await store.publish()
            let head = try await store.releases.head()
            let other = Alias.example(try .init("beta"), of: worker.workload)
            let error = await #expect(throws: ReleaseError.self) {
                try await store.releases.commit(
                    .example(.aliasCreated(other), .workloadCreated(worker.workload)),
                    expecting: Expectations()
                )
            }
            #expect(error.isConflict)
            #expect(try await store.releases.head() == head)
            #expect(try await store.releases.aliases(of: worker.workload.id) == [worker.alias])
        }
    }

    @Test("puts a deployment in force with its rules, slots and what was sent", arguments: StoreUnderTest.all)
    func putsDeploymentInForce(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let worker = try await store.publish()
            let second = try await store.publish(2, of: worker.workload)
            let split = try TrafficSplit([
                .init(.version(worker.version.id), slots: 90_000), .init(.version(second.id), slots: 10_000),
            ])
            let tests: [Rule.Test] = [.exists, .equals("ö"), .hasPrefix(""), .isOneOf(["a", "b"])]
            let rule = try #require(
                Rule(
                    match: .any,
                    conditions: tests.map { Rule.Condition(.header("x-beta"), $0) },
                    split: TrafficSplit(allTo: second.id)
                )
            )
            let deployment = Deployment.example(split, on: worker.alias, rules: [rule])
            _ = try await store.releases.commit(
                .example(.deploymentMade(deployment)),
                expecting: Expectations(aliases: [worker.alias.id: nil])
            )
            #expect(try await store.releases.deployment(deployment.id) == deployment)
            let alias = try await store.releases.alias(.production, of: worker.workload.id)
            #expect(alias?.deployment == deployment.id)
        }
    }

    @Test("has one winner when many move the same alias at once", arguments: StoreUnderTest.all)
    func hasOneWinner(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let worker = try await store.publish()
            let outcomes = await withTaskGroup { group in
                for _ in 0..<16 {
                    group.addTask {
                        do {
                            return Optional(try await store.deploy(worker.version, on: worker.alias).id)
                        } catch {
                            return nil
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            let winners = outcomes.compactMap(\.self)
            #expect(winners.count == 1)
            #expect(try await store.releases.alias(.production, of: worker.workload.id)?.deployment == winners.first)
            #expect(try await store.releases.head().revision == Revision(2))
        }
    }
}

extension ReleaseError? {
    var isConflict: Bool {
        if case .conflict? = self { true } else { false }
    }
}
