import FoundationEssentials
import ReleaseCore
import ReleaseModel
import StoreExamples
import Testing

@Suite("What is done to flows", .timeLimit(.minutes(1)))
struct FlowContract {
    @Test("reads back whole, whatever it is", arguments: StoreUnderTest.all)
    func readsBack(store: StoreUnderTest) async throws {
        try await store.withStore { ports in
            let account = try await ports.account()
            let move = FlowMove(
                from: Version.ID(UUID()),
                to: Version.ID(UUID()),
                restores: Deployment.ID(UUID()),
                keepsake: "[{\"slug\":\"ä\"}]"
            )
            let first = FlowMove(from: move.from, to: move.to, restores: nil, keepsake: "")
            let intents = [
                FlowIntent.example("a/b", account: account, action: .move(move), after: 2),
                .example("a/c", account: account, action: .move(first), after: 1),
                .example("a/d", account: account, after: 3),
            ]
            for intent in intents { try await ports.flows.open(intent) }
            for intent in intents { #expect(try await ports.flows.intent(of: intent.flow) == intent) }
            #expect(try await ports.flows.intents() == [intents[1], intents[0], intents[2]])
            let unknown = WorkloadName(account: account, kind: .flow, name: "a/e")
            #expect(try await ports.flows.intent(of: unknown) == nil)
        }
    }

    @Test("is one thing at a time, until it is closed", arguments: StoreUnderTest.all)
    func excludes(store: StoreUnderTest) async throws {
        try await store.withStore { ports in
            let intent = FlowIntent.example(account: try await ports.account())
            try await ports.flows.open(intent)
            let error = await #expect(throws: ReleaseError.self) {
                try await ports.flows.open(.example(account: intent.flow.account))
            }
            guard case .conflict = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            try await ports.flows.close(intent.id)
            try await ports.flows.close(intent.id)
            try await ports.flows.open(.example(account: intent.flow.account))
        }
    }

    @Test("goes together with the change it led to, and stays when there is none", arguments: StoreUnderTest.all)
    func settles(store: StoreUnderTest) async throws {
        try await store.withStore { ports in
            let intent = FlowIntent.example(account: try await ports.account())
            try await ports.flows.open(intent)
            let workload = try Workload.example("a/b", kind: .flow, account: intent.flow.account)
            let made = ReleaseChange([.workloadCreated(workload)], by: .example(), at: .example(), settles: intent.id)
            _ = try await ports.releases.commit(made, expecting: Expectations())
            #expect(try await ports.flows.intents().isEmpty)
            try await ports.flows.open(intent)
            await #expect(throws: ReleaseError.self) {
                try await ports.releases.commit(made, expecting: Expectations())
            }
            #expect(try await ports.flows.intents() == [intent])
        }
    }

    @Test("has the last pick-up of each run, the newest first", arguments: StoreUnderTest.all)
    func remembersPickups(store: StoreUnderTest) async throws {
        try await store.withStore { ports in
            let worker = try await ports.publish()
            let second = try await ports.publish(2, of: worker.workload)
            let runs = [UUID(), UUID(), UUID()]
            try await ports.runs.record([
                .example(runs[0], worker.version), .example(runs[1], worker.version, after: 1),
            ])
            try await ports.runs.record([.example(runs[0], second, after: 2), .example(runs[2], second, after: 3)])
            let known = try await ports.runs.pickups(of: runs.map { FlowPickup.ID($0) } + [FlowPickup.ID(UUID())])
            #expect(known.map(\.version) == [second.id, worker.version.id, second.id])
            #expect(try await ports.runs.pickups(of: second.id, limit: 10).map(\.run.uuid) == [runs[2], runs[0]])
            #expect(try await ports.runs.pickups(of: second.id, limit: 1).count == 1)
        }
    }
}
