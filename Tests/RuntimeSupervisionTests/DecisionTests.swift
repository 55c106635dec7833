import HTTPEngine
import Testing

@testable import RuntimeSupervision

extension LoopInstant {
    /// That many seconds after the start of a test's own time.
    fileprivate static func second(_ seconds: Double) -> LoopInstant {
        LoopInstant(milliseconds: Int64(seconds * 1_000))
    }
}

@Suite("What an instance does is decided by its lifecycle")
struct InstanceLifecycleTests {
    typealias Event = InstanceLifecycle.Event
    typealias Action = InstanceLifecycle.Action

    struct Story: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let events: [Event]
        let actions: [[Action]]
        let end: InstanceLifecycle.State
    }

    private static let dead = ProcessEnding.killed(signal: 9)
    private static let broken = InstanceFailure.loadFailed(LoadFailure(name: "Error", message: "broken"))

    private static func timeout(_ detail: String) -> InstanceFailure {
        .startTimedOut(after: .seconds(15), detail: detail)
    }

    static let stories: [Story] = [
        Story(
            testDescription: "a life in order",
            events: [.codeArrived, .processArrived, .loaded, .stopRequested, .becameIdle, .processEnded(dead)],
            actions: [[], [.load], [.publish], [.withdraw], [.sendDrain(within: .seconds(30))], [.release]],
            end: .stopped
        ),
        Story(
            testDescription: "the process may come before the code",
            events: [.processArrived, .codeArrived],
            actions: [[], [.load]],
            end: .loading
        ),
        Story(
            testDescription: "code that cannot be had, without a process",
            events: [.failed(broken)],
            actions: [[.abandon(broken), .release]],
            end: .stopped
        ),
        Story(
            testDescription: "code that cannot be loaded",
            events: [.codeArrived, .processArrived, .failed(broken), .processEnded(dead)],
            actions: [[], [.load], [.abandon(broken), .kill], [.release]],
            end: .stopped
        ),
        Story(
            testDescription: "too long without code",
            events: [.processArrived, .deadlinePassed],
            actions: [[], [.abandon(timeout("waiting for its code")), .kill]],
            end: .ending
        ),
        Story(
            testDescription: "too long without an engine",
            events: [.codeArrived, .deadlinePassed],
            actions: [[], [.abandon(timeout("waiting for an engine")), .release]],
            end: .stopped
        ),
        Story(
            testDescription: "too long loading",
            events: [.codeArrived, .processArrived, .deadlinePassed, .loaded],
            actions: [[], [.load], [.abandon(timeout("loading its modules")), .kill], []],
            end: .ending
        ),
        Story(
            testDescription: "death while loading",
            events: [.codeArrived, .processArrived, .processEnded(dead)],
            actions: [[], [.load], [.abandon(.ended(dead)), .release]],
            end: .stopped
        ),
        Story(
            testDescription: "death while serving",
            events: [.codeArrived, .processArrived, .loaded, .processEnded(dead), .stopRequested],
            actions: [[], [.load], [.publish], [.withdraw, .reportLoss(dead), .release], []],
            end: .stopped
        ),
        Story(
            testDescription: "no answer any more",
            events: [.codeArrived, .processArrived, .loaded, .unresponsive, .processEnded(dead)],
            actions: [[], [.load], [.publish], [.withdraw, .kill], [.release]],
            end: .stopped
        ),
        Story(
            testDescription: "requests that do not end",
            events: [.codeArrived, .processArrived, .loaded, .stopRequested, .deadlinePassed, .becameIdle],
            actions: [[], [.load], [.publish], [.withdraw], [.kill], []],
            end: .ending
        ),
        Story(
            testDescription: "a stop while starting",
            events: [.codeArrived, .stopRequested, .processArrived],
            actions: [[], [.abandon(.stopping), .release], []],
            end: .stopped
        ),
    ]

    @Test("as a table of stories", arguments: stories)
    func story(_ story: Story) {
        var lifecycle = InstanceLifecycle(startTimeout: .seconds(15), drainTimeout: .seconds(30), now: .second(0))
        let actions = story.events.map { lifecycle.handle($0, at: .second(1)) }
        #expect(actions == story.actions)
        #expect(lifecycle.state == story.end)
    }

    @Test("deadlines follow the state")
    func deadlines() {
        var lifecycle = InstanceLifecycle(startTimeout: .seconds(15), drainTimeout: .seconds(30), now: .second(0))
        #expect(lifecycle.deadline == .second(15))
        _ = lifecycle.handle(.codeArrived, at: .second(1))
        _ = lifecycle.handle(.processArrived, at: .second(2))
        #expect(lifecycle.deadline == .second(15))
        _ = lifecycle.handle(.loaded, at: .second(3))
        #expect(lifecycle.deadline == .never)
        _ = lifecycle.handle(.stopRequested, at: .second(100))
        #expect(lifecycle.deadline == .second(130))
        _ = lifecycle.handle(.becameIdle, at: .second(110))
        #expect(lifecycle.deadline == .second(141))
    }
}

@Suite("Small decisions")
struct SmallDecisionTests {
    @Test("pauses double up to a limit, and success ends them")
    func retryDelay() {
        var retry = RetryDelay(initial: .milliseconds(500), maximum: .seconds(3))
        #expect(retry.remaining(at: .second(0)) == nil)
        let pauses = (0..<5).map { _ in
            retry.failed(at: .second(10))
            return retry.remaining(at: .second(10))
        }
        #expect(pauses == [.milliseconds(500), .seconds(1), .seconds(2), .seconds(3), .seconds(3)])
        #expect(retry.remaining(at: .second(13)) == nil)
        retry.succeeded()
        #expect(retry.failures == 0 && retry.remaining(at: .second(10)) == nil)
    }

    @Test("a pool starts what is missing, a few at a time, and pauses after failures")
    func poolPlan() {
        var plan = PoolPlan(target: 3, maximumStarting: 2)
        #expect(plan.startsNeeded(idle: 0, waiting: 0, at: .second(0)) == 2)
        plan.started()
        plan.started()
        #expect(plan.startsNeeded(idle: 0, waiting: 5, at: .second(0)) == 0)
        plan.becameWarm()
        #expect(plan.startsNeeded(idle: 1, waiting: 0, at: .second(0)) == 1)
        plan.failed(wasStarting: true, at: .second(1))
        #expect(plan.startsNeeded(idle: 1, waiting: 0, at: .second(1)) == 0)
        #expect(plan.startsNeeded(idle: 1, waiting: 0, at: .second(1.2)) == 2)
        #expect(plan.startsNeeded(idle: 3, waiting: 0, at: .second(2)) == 0)
    }

    @Test("pings are sent at intervals, and silence is noticed once the deadline has passed")
    func pingWatch() {
        var watch = PingWatch()
        func check(_ second: Double) -> PingWatch.Verdict {
            watch.check(at: .second(second), interval: .seconds(5), deadline: .seconds(1))
        }
        #expect(check(0) == .ping(id: 1))
        #expect(check(0.9) == .wait)
        watch.answered(id: 7)
        #expect(check(1.1) == .unresponsive)
        watch.answered(id: 1)
        #expect(check(1.2) == .wait)
        #expect(check(5.1) == .ping(id: 2))
    }

    @Test("a budget is spent per second, and tells what it withheld")
    func eventBudget() {
        var budget = EventBudget(perSecond: 2, now: .second(0))
        #expect((0..<4).map { _ in budget.spend(at: .second(0.5)) } == [.pass, .pass, .drop, .drop])
        #expect(budget.spend(at: .second(1.0)) == .passAfterDropping(2))
        #expect(budget.spend(at: .second(1.5)) == .pass)
    }

    @Test("a key reads as it was written")
    func instanceKey() {
        let key = InstanceKey.example()
        #expect(InstanceKey(key.description) == key)
        for text in ["", "a b c", "\(key.workload) \(key.version)", "\(key.workload)"] {
            #expect(InstanceKey(text) == nil)
        }
    }

    @Test("recent keys are ordered, bounded and without repetition")
    func recentKeys() {
        var recent = RecentKeys(path: "/nonexistent/recent")
        let keys = (0..<300).map { _ in InstanceKey.example() }
        for key in keys { recent.used(key) }
        recent.used(keys[298])
        #expect(recent.keys.count == RecentKeys.limit)
        #expect(recent.keys.prefix(3) == [keys[298], keys[299], keys[297]])
    }

    @Test("every range that is not public is denied, and so are the machine's own addresses")
    func egress() {
        let flags = Egress.publicInternet.flags(ownAddresses: ["198.51.100.7"], unixSockets: ["/run/1.s"])
        #expect(flags.first == "--allow-net")
        for range in ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "[::]", "198.51.100.7"] {
            #expect(flags.last?.contains(range) == true)
        }
        #expect(Egress.none.flags(ownAddresses: [], unixSockets: ["/a", "/b"]) == ["--allow-net=unix:/a,unix:/b"])
        #expect(Egress.ownAddresses().contains("127.0.0.1"))
    }
}
