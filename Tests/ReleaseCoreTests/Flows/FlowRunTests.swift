import FoundationEssentials
import ReleaseCore
import ReleaseModel
import StoreSQLite
import Testing

@Suite("Runs of a flow", .timeLimit(.minutes(1)))
struct FlowRunTests {
    /// A run that was made under a version, or by a schedule at some time.
    private static func run(
        _ name: String,
        under version: Version? = nil,
        at date: Date = Date(),
        isScheduled: Bool = false,
        isAutomatic: Bool = false
    ) -> FlowRun {
        FlowRun(
            id: FlowPickup.ID(UUID()),
            name: name,
            state: isScheduled ? "Scheduled" : "Completed",
            isScheduled: isScheduled,
            isAutomatic: isAutomatic,
            label: nil,
            createdVersion: version?.id,
            createdAt: date,
            expectedAt: nil,
            startedAt: nil
        )
    }

    private static func pickUp(_ run: FlowRun, _ version: Version, in bench: FlowBench) async throws {
        let pickup = FlowPickup(run: run.id, workload: version.workload, version: version.id, at: Date())
        try await bench.store.record([pickup])
    }

    @Test("belong to the version they were made under and to the one they were started under")
    func belong() async throws {
        try await FlowBench.run { bench in
            let first = try #require(try await bench.write("a")).version
            let second = try #require(try await bench.write("b")).version
            let plain = Self.run("plain", under: first)
            let mixed = Self.run("mixed", under: first)
            let waiting = Self.run("waiting", under: second, isScheduled: true)
            for run in [plain, mixed, waiting] { bench.server.add(run) }
            try await Self.pickUp(plain, first, in: bench)
            try await Self.pickUp(mixed, second, in: bench)
            let workload = try await bench.plane.workload(bench.flow)
            let all = try await bench.plane.runs(of: workload, under: nil, limit: 10)
            #expect(all.map(\.run.name) == ["waiting", "mixed", "plain"])
            #expect(all.map { $0.created?.number } == [2, 1, 1])
            #expect(all.map { $0.started?.number } == [nil, 2, 1])
            #expect(all.map(\.isMixed) == [false, true, false])
            let underFirst = try await bench.plane.runs(of: workload, under: first, limit: 10)
            #expect(underFirst.map(\.run.name) == ["mixed", "plain"])
            let underSecond = try await bench.plane.runs(of: workload, under: second, limit: 10)
            #expect(underSecond.map(\.run.name) == ["waiting", "mixed"])
            #expect(try await bench.plane.runs(of: workload, under: second, limit: 1).count == 1)
        }
    }

    @Test("are found by several versions at once; what somebody else noted on a run is not the flow's")
    func found() async throws {
        try await FlowBench.run { bench in
            let first = try #require(try await bench.write("a")).version
            let second = try #require(try await bench.write("b")).version
            let made = Self.run("made", under: first)
            let mixed = Self.run("mixed", under: first)
            for run in [made, mixed] { bench.server.add(run) }
            try await Self.pickUp(mixed, second, in: bench)
            // Too old to be among the newest, or deleted.
            let old = Self.run("old")
            try await Self.pickUp(old, second, in: bench)
            let other = WorkloadName(account: bench.flow.account, kind: .flow, name: "etl/other")
            bench.server[other.name] = FlowServer.Flow(text: "c")
            try await bench.plane.agree(onFlow: other)
            let live = try await bench.plane.liveVersion(of: try await bench.plane.workload(other))
            let foreign = try #require(live)
            let forged = Self.run("forged", under: foreign, at: Date() - 3_600)
            bench.server.add(forged)

            let workload = try await bench.plane.workload(bench.flow)
            let runs = { (versions: Set<Version.ID>) in
                try await bench.plane.identities(ofRunsOf: workload, under: versions)
            }
            #expect(try await runs([first.id]) == [made.id, mixed.id])
            #expect(try await runs([second.id]) == [mixed.id, old.id])
            #expect(try await runs([first.id, second.id]) == [made.id, mixed.id, old.id])
            #expect(try await runs([foreign.id]).isEmpty)
            #expect(try await runs([]).isEmpty)
            let all = try await bench.plane.runs(of: workload, under: nil, limit: 10)
            #expect(all.map { $0.created?.number } == [nil, 1, 1])
        }
    }

    @Test("that a schedule made belong to the version that was live then")
    func belongByTime() async throws {
        try await FlowBench.run { bench in
            try await bench.write("a")
            let between = Date()
            // History orders by time here, so the second must be later by what stores keep of times.
            while Date().timeIntervalSince(between) < 0.003 { await Task.yield() }
            try await bench.write("b")
            bench.server.add(Self.run("old", at: between, isAutomatic: true))
            bench.server.add(Self.run("new", at: Date() + 1, isAutomatic: true))
            bench.server.add(Self.run("ancient", at: between - 3_600, isAutomatic: true))
            let runs = try await bench.plane.runs(
                of: try await bench.plane.workload(bench.flow),
                under: nil,
                limit: 10
            )
            #expect(runs.map { $0.created?.number } == [nil, 2, 1])
        }
    }

    @Test("that wait under another version are told, cancelled or made anew", arguments: WaitingRunPolicy.allCases)
    func wait(policy: WaitingRunPolicy) async throws {
        try await FlowBench.run { bench in
            let first = try #require(try await bench.write("a")).version
            let second = try #require(try await bench.write("b")).version
            bench.server.add(Self.run("of the live one", under: first, isScheduled: true))
            bench.server.add(Self.run("left", under: second, isScheduled: true))
            bench.server.add(Self.run("automatic", under: second, isScheduled: true, isAutomatic: true))
            bench.server.add(Self.run("done", under: second))
            try await bench.promote(1)
            let workload = try await bench.plane.workload(bench.flow)
            let settled = try await bench.plane.settleWaitingRuns(of: workload, policy)
            #expect(settled.map(\.run.name) == ["left"])
            let expected: [String] =
                switch policy {
                case .report: []
                case .cancel: ["cancel left"]
                case .recreate: ["recreate left of b", "cancel left"]
                }
            #expect(bench.server.done == expected)
        }
    }

    @Test(
        "that somebody begins with meanwhile are not made twice, and where nobody knows none is lost",
        arguments: [(FlowFailure.refused("it runs"), true), (.unreachable("late"), false)]
    )
    func begun(failure: FlowFailure, isEnded: Bool) async throws {
        try await FlowBench.run { bench in
            let (_, second) = (try await bench.write("a"), try #require(try await bench.write("b")).version)
            bench.server.add(Self.run("left", under: second, isScheduled: true))
            try await bench.promote(1)
            bench.server.keep("left", failure)
            let workload = try await bench.plane.workload(bench.flow)
            let error = await #expect(throws: ReleaseError.self) {
                try await bench.plane.settleWaitingRuns(of: workload, .recreate)
            }
            #expect(error?.name == "flowFailed")
            #expect(bench.server.done == ["recreate left of b"] + (isEnded ? ["cancel new left"] : []))
        }
    }

    @Test("that a schedule made long ago belong to the version that was live then, however many were since")
    func belongByFarTime() async throws {
        try await FlowBench.run { bench in
            try await bench.write("a")
            let time = Date()
            while Date().timeIntervalSince(time) < 0.003 { await Task.yield() }
            for number in 0...PageRequest.maximumLimit { try await bench.write("b\(number)") }
            bench.server.add(Self.run("old", at: time, isAutomatic: true))
            let workload = try await bench.plane.workload(bench.flow)
            let runs = try await bench.plane.runs(of: workload, under: nil, limit: 1)
            #expect(runs.map { $0.created?.number } == [1])
        }
    }
}
