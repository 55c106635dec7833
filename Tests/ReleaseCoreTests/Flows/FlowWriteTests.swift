import ReleaseCore
import ReleaseModel
import StoreSQLite
import Testing

@Suite("A write to a flow", .timeLimit(.minutes(1)))
struct FlowWriteTests {
    @Test("makes a version that is live, with what was said of it, also of equal content and after a rollback")
    func makesVersions() async throws {
        try await FlowBench.run { bench in
            let first = try #require(try await bench.write("a"))
            #expect(first.version.attribution.author == "ada")
            #expect(first.version.verbatim == "info a")
            #expect(first.version.tag == "label a")
            try await bench.write("b")
            try await bench.write("b")
            #expect(try await bench.versions() == ["a", "b", "b"])
            try await bench.promote(1)
            #expect(try await bench.live() == 1)
            try await bench.write("c")
            #expect(try await bench.live() == 4)
            try await bench.expectAgreement()
            #expect(try await bench.history().allSatisfy { $0.origin == .requested })
        }
    }

    @Test("that was refused, or concerns no version, makes none")
    func passes() async throws {
        try await FlowBench.run { bench in
            try await bench.write("a")
            let note = FlowNote()
            let (answer, published) = try await bench.plane.follow(bench.flow, noting: note, by: .example()) {
                .passed("409")
            }
            #expect(answer == "409" && published == nil)
            #expect(try await bench.versions() == ["a"])
            try await bench.expectAgreement()
        }
    }

    @Test("keeps what was there before Sluice as the first version")
    func adopts() async throws {
        try await FlowBench.run { bench in
            bench.server[bench.flow.name] = FlowServer.Flow(text: "before")
            try await bench.write("a")
            #expect(try await bench.versions() == ["before", "a"])
            let history = try await bench.history()
            #expect(history.map(\.origin) == [.observed, .requested])
            #expect(history.map(\.attribution.author) == ["anonymous", "ada"])
        }
    }

    @Test("keeps what somebody wrote past Sluice")
    func keepsDrift() async throws {
        try await FlowBench.run { bench in
            try await bench.write("a")
            bench.server[bench.flow.name]?.text = "past"
            try await bench.write("b")
            #expect(try await bench.versions() == ["a", "past", "b"])
            #expect(try await bench.history().map(\.origin) == [.requested, .drift, .requested])
            bench.server[bench.flow.name]?.text = "again"
            try await bench.plane.agree(onFlow: bench.flow)
            #expect(try await bench.versions().last == "again")
            try await bench.expectAgreement()
        }
    }

    struct Lost: Error {}

    @Test(
        "whose answer is lost becomes a version when it was carried out, and none when it was not",
        arguments: [true, false]
    )
    func losesAnswer(wasCarriedOut: Bool) async throws {
        try await FlowBench.run { bench in
            try await bench.write("a")
            await #expect(throws: Lost.self) {
                _ = try await bench.plane.follow(bench.flow, noting: FlowNote(verbatim: "x"), by: .example("eve")) {
                    () throws -> ReleasePlane.FlowOutcome<Void> in
                    if wasCarriedOut { bench.server[bench.flow.name]?.text = "b" }
                    throw Lost()
                }
            }
            #expect(try await bench.versions() == (wasCarriedOut ? ["a", "b"] : ["a"]))
            let live = try #require(try await bench.plane.liveVersion(of: try await bench.plane.workload(bench.flow)))
            #expect(live.attribution.author == (wasCarriedOut ? "eve" : "ada"))
            try await bench.expectAgreement()
        }
    }

    @Test("that was broken off is finished by whoever comes next, as its author's", arguments: [true, false])
    func isFinished(byNextStart: Bool) async throws {
        try await FlowBench.run { bench in
            try await bench.write("a")
            // After the first look the server is gone, and with it what the write was noted for.
            bench.server.die(at: 2)
            await #expect(throws: (any Error).self) { try await bench.write("b", author: "eve") }
            #expect(try await bench.store.intents().map(\.attribution.author) == ["eve"])
            bench.server.revive()
            let next = byNextStart ? bench.restarted() : bench
            if byNextStart { try await next.plane.agree(onFlow: next.flow) } else { try await next.write("c") }
            #expect(try await next.versions().prefix(2) == ["a", "b"])
            #expect(try await next.history()[1].attribution.author == "eve")
            try await next.expectAgreement()
        }
    }

    @Test("waits for others to the same flow, and none is lost")
    func takesTurns() async throws {
        try await FlowBench.run { bench in
            try await withThrowingTaskGroup { group in
                for number in 0..<40 { group.addTask { try await bench.write("w\(number)") } }
                for _ in 0..<10 {
                    group.addTask {
                        try await bench.plane.holding(bench.flow) {}
                        return nil
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await Set(bench.versions()).count == 40)
            try await bench.expectAgreement()
        }
    }

    @Test("that deletes ends the history; one made anew goes on counting")
    func deletes() async throws {
        try await FlowBench.run { bench in
            try await bench.write("a")
            let answer = try await bench.plane.removing(bench.flow, record: .example()) {
                bench.server[bench.flow.name] = nil
                return ("204", true)
            }
            #expect(answer == "204")
            await #expect(throws: ReleaseError.self) { try await bench.plane.workload(bench.flow) }
            let made = try #require(try await bench.write("b"))
            #expect(made.version.number == 2)
            #expect(try await bench.versions() == ["b"])
        }
    }

    @Test("needs a system that runs flows")
    func needsSystem() async throws {
        try await Bench.run { bench in
            let flow = WorkloadName(account: bench.account, kind: .flow, name: "a/b")
            try await bench.refuses("flowFailed") { try await bench.plane.agree(onFlow: flow) }
        }
    }

    @Test("and another differ in each property once")
    func differ() async throws {
        try await FlowBench.run { bench in
            for text in ["a", "b"] { try await bench.write(text) }
            let diff = try await bench.plane.diff(from: .number(1), to: .number(2), of: bench.flow)
            #expect(diff.configuration.map(\.field) == ["text"])
            #expect(diff.configuration.map(\.to) == ["b"])
        }
    }
}
