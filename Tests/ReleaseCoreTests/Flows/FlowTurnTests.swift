import ReleaseCore
import ReleaseModel
import StoreSQLite
import Synchronization
import Testing

@Suite("The turn of a flow", .timeLimit(.minutes(1)))
struct FlowTurnTests {
    /// Everything that has to wait for whoever is at a flow.
    enum Other: CaseIterable {
        case follow, holding, removing, agree, move

        func run(on bench: FlowBench, _ happened: @escaping @Sendable () -> Void) async throws {
            let plane = bench.plane
            switch self {
            case .follow:
                _ = try await plane.follow(bench.flow, noting: FlowNote(), by: .example()) {
                    happened()
                    return .passed(())
                }
            case .holding: try await plane.holding(bench.flow) { happened() }
            case .removing:
                try await plane.removing(bench.flow, record: .example()) {
                    happened()
                    return ((), false)
                }
            case .agree:
                try await plane.agree(onFlow: bench.flow)
                happened()
            case .move:
                try await bench.promote(1)
                happened()
            }
        }
    }

    private final class Events: Sendable {
        let all = Mutex<[String]>([])

        func happened(_ what: String) { all.withLock { $0.append(what) } }
    }

    /// How often others may go on while nothing is to happen.
    private static let yields = 20_000

    @Test("is one's alone until the write has ended", arguments: Other.allCases)
    func excludes(other: Other) async throws {
        try await FlowBench.run { bench in
            for text in ["a", "b"] { try await bench.write(text) }
            let events = Events()
            try await withThrowingTaskGroup { group in
                _ = try await bench.plane.follow(bench.flow, noting: FlowNote(), by: .example()) {
                    bench.server[bench.flow.name]?.text = "half"
                    group.addTask { try await other.run(on: bench) { events.happened("other") } }
                    for _ in 0..<Self.yields where events.all.withLock(\.isEmpty) { await Task.yield() }
                    bench.server[bench.flow.name]?.text = "whole"
                    events.happened("write")
                    return .written(())
                }
                try await group.waitForAll()
            }
            #expect(events.all.withLock { $0 } == ["write", "other"])
            #expect(try await bench.versions() == ["a", "b", "whole"])
            try await bench.expectAgreement()
        }
    }

    @Test("has it written down what is about to be done, before it is done")
    func writesDown() async throws {
        try await FlowBench.run { bench in
            try await bench.write("a")
            let note = FlowNote(verbatim: "said")
            let attribution = Attribution.example("eve")
            _ = try await bench.plane.follow(bench.flow, noting: note, by: attribution) {
                let open = try await bench.store.intents()
                #expect(open.map(\.action) == [.write] && open.map(\.flow) == [bench.flow])
                #expect(open.map(\.note) == [note] && open.map(\.attribution) == [attribution])
                bench.server[bench.flow.name]?.text = "b"
                return .written(())
            }
            #expect(try await bench.store.intents().isEmpty)
        }
    }

    @Test("to delete it ends no history when nothing was deleted")
    func keepsHistory() async throws {
        try await FlowBench.run { bench in
            try await bench.write("a")
            let answer = try await bench.plane.removing(bench.flow, record: .example()) { ("404", false) }
            #expect(answer == "404")
            #expect(try await bench.versions() == ["a"])
            try await bench.expectAgreement()
        }
    }
}
