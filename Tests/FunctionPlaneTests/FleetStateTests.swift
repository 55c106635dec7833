import FoundationEssentials
import ReleaseModel
import RuntimeSupervision
import Testing

@testable import FunctionPlane

@Suite("Calls get instances")
struct FleetStateTests {
    let start = ContinuousClock.now
    let key: FunctionKey
    let other: FunctionKey
    let wide: FunctionKey

    init() throws {
        var service = try TestService()
        try service.edit([.function("f"), .function("g"), .function("wide", concurrency: 2)])
        let version = try FunctionService(service.route).resolve(.latest, attributes: { _ in nil }, slot: 0)
        let snapshot = try #require(service.snapshots[version.version.snapshot])
        func key(_ name: String) throws -> FunctionKey {
            FunctionKey(version, try #require(FunctionContent(name, of: snapshot)))
        }
        self.key = try key("f")
        other = try key("g")
        wide = try key("wide")
    }

    private func fleet(_ change: (inout FunctionLimits) -> Void = { _ in }) -> FleetState {
        var limits = FunctionLimits()
        change(&limits)
        return FleetState(limits: limits)
    }

    private func number(_ actions: [FleetAction], _ index: Int = 0) throws -> InstanceNumber {
        let starts = actions.compactMap { if case .start(let number, _) = $0 { number } else { nil } }
        return try #require(starts.dropFirst(index).first)
    }

    @Test("by waiting for a start, then at once, and by another start while all are busy")
    func scaling() throws {
        var fleet = fleet()
        let (first, actions) = fleet.acquire(key, cap: 2, at: start)
        guard case .waiting(let ticket) = first else { throw Unexpected() }
        let one = try number(actions)
        #expect(fleet.started(one, at: start) == [.serve(ticket, Assignment(instance: one, isCold: true))])
        let (second, more) = fleet.acquire(key, cap: 2, at: start)
        guard case .waiting(let next) = second else { throw Unexpected() }
        let two = try number(more)
        // The call that was served first ends first: whoever waits has its instance, the second start or not.
        #expect(
            fleet.release(one, isHealthy: true, at: start) == [.serve(next, Assignment(instance: one, isCold: false))]
        )
        #expect(fleet.started(two, at: start) == [])
        #expect(fleet.acquire(key, cap: 2, at: start).0 == .assigned(Assignment(instance: two, isCold: true)))
        // At the cap they wait, and nothing starts.
        let (third, none) = fleet.acquire(key, cap: 2, at: start)
        guard case .waiting = third else { throw Unexpected() }
        #expect(none == [])
    }

    @Test("several on one instance, if it takes several")
    func concurrency() throws {
        var fleet = fleet()
        let one = try number(fleet.acquire(wide, cap: 5, at: start).1)
        // A second call waits for the same start, a third needs another.
        #expect(fleet.acquire(wide, cap: 5, at: start).1 == [])
        #expect(fleet.acquire(wide, cap: 5, at: start).1.count == 1)
        #expect(fleet.started(one, at: start).count == 2)
    }

    @Test("or are refused: nothing allowed, too many waiting, waited too long")
    func refusals() throws {
        var fleet = fleet {
            $0.waitingCalls = 2
            $0.longestWait = .seconds(10)
        }
        #expect(fleet.acquire(key, cap: 0, at: start).0 == .refused(.instancesBusy(limit: 0)))
        let (first, _) = fleet.acquire(key, cap: 1, at: start)
        _ = fleet.acquire(key, cap: 1, at: start + .seconds(5))
        #expect(fleet.acquire(key, cap: 1, at: start).0 == .refused(.tooManyWaiting(limit: 2)))
        guard case .waiting(let ticket) = first else { throw Unexpected() }
        #expect(fleet.sweep(at: start + .seconds(9)) == [])
        #expect(fleet.sweep(at: start + .seconds(10)) == [.refuse(ticket, .waitedTooLong)])
    }

    @Test("not before the pause after a failed start is over, and each pause is longer")
    func backingOff() throws {
        var fleet = fleet()
        let failure = StartFailure.code(cause: "gone")
        var now = start
        for pause in [1, 2, 4] {
            let (answer, actions) = fleet.acquire(key, cap: 5, at: now)
            guard case .waiting(let ticket) = answer else { throw Unexpected() }
            #expect(fleet.failed(try number(actions), failure, at: now) == [.refuse(ticket, .startFailed(failure))])
            now += .seconds(pause) - .milliseconds(1)
            _ = fleet.sweep(at: now)
            #expect(fleet.acquire(key, cap: 5, at: now).0 == .refused(.startFailed(failure)))
            now += .milliseconds(1)
        }
        let last = try number(fleet.acquire(key, cap: 5, at: now).1)
        _ = fleet.started(last, at: now)
        _ = fleet.ended(last, at: now)
        #expect(fleet.acquire(key, cap: 5, at: now).1.count == 1)
    }

    @Test("at the cost of what was idle longest, when the node is full")
    func eviction() throws {
        var fleet = fleet { $0.instances = 2 }
        let one = try number(fleet.acquire(key, cap: 5, at: start).1)
        let two = try number(fleet.acquire(other, cap: 5, at: start).1)
        _ = fleet.started(one, at: start)
        _ = fleet.started(two, at: start)
        #expect(fleet.acquire(wide, cap: 5, at: start).0 == .refused(.nodeBusy(limit: 2)))
        _ = fleet.release(two, isHealthy: true, at: start + .seconds(1))
        _ = fleet.release(one, isHealthy: true, at: start + .seconds(2))
        let (_, actions) = fleet.acquire(wide, cap: 5, at: start + .seconds(3))
        #expect(actions.first == .stop(two))
        #expect(actions.count == 2 && fleet.instanceCount == 2)
    }

    @Test("but not of those that are kept ready")
    func keptReady() throws {
        var fleet = fleet { $0.instances = 1 }
        let kept = try number(fleet.provision([key: 1], at: start))
        _ = fleet.started(kept, at: start)
        #expect(fleet.acquire(other, cap: 5, at: start + .seconds(9)).0 == .refused(.nodeBusy(limit: 1)))
        _ = fleet.provision([:], at: start + .seconds(9))
        #expect(fleet.acquire(other, cap: 5, at: start + .seconds(9)).1.first == .stop(kept))
    }

    @Test("until they are idle for too long, but for those that are kept ready")
    func idling() throws {
        var fleet = fleet { $0.idleTime = .seconds(60) }
        let actions = fleet.provision([key: 1], at: start)
        let kept = try number(actions)
        _ = fleet.started(kept, at: start)
        let cold = fleet.acquire(key, cap: 5, at: start)
        #expect(cold.0 == .assigned(Assignment(instance: kept, isCold: false)))
        let extra = try number(fleet.acquire(key, cap: 5, at: start).1)
        _ = fleet.started(extra, at: start)
        _ = fleet.release(kept, isHealthy: true, at: start)
        _ = fleet.release(extra, isHealthy: true, at: start + .seconds(1))
        #expect(fleet.sweep(at: start + .seconds(59)) == [])
        #expect(fleet.sweep(at: start + .seconds(70)) == [.stop(kept)])
        #expect(fleet.sweep(at: start + .seconds(700)) == [])
        #expect(fleet.provision([:], at: start + .seconds(700)) == [])
        #expect(fleet.sweep(at: start + .seconds(700)) == [.stop(extra)])
        #expect(fleet.pools.isEmpty)
    }

    @Test("and what nothing leads to any more ends with its last call")
    func draining() throws {
        var fleet = fleet()
        let one = try number(fleet.acquire(key, cap: 5, at: start).1)
        let idle = try number(fleet.acquire(other, cap: 5, at: start).1)
        _ = fleet.started(one, at: start)
        _ = fleet.started(idle, at: start)
        _ = fleet.release(idle, isHealthy: true, at: start)
        #expect(fleet.retire(at: start) { _ in true } == [.stop(idle)])
        #expect(fleet.release(one, isHealthy: true, at: start) == [.stop(one)])
        #expect(fleet.instanceCount == 0)
    }

    @Test("an instance of unknown state is killed, and replaced for who waits")
    func unhealthy() throws {
        var fleet = fleet()
        let one = try number(fleet.acquire(key, cap: 1, at: start).1)
        _ = fleet.started(one, at: start)
        #expect(fleet.acquire(key, cap: 1, at: start).1 == [])
        let actions = fleet.release(one, isHealthy: false, at: start)
        #expect(actions.first == .kill(one))
        #expect(try number(actions) != one)
        // A late word of the old one changes nothing.
        #expect(fleet.ended(one, at: start) == [] && fleet.release(one, isHealthy: true, at: start) == [])
    }

    @Test("until everything stops")
    func stopping() throws {
        var fleet = fleet()
        let (answer, actions) = fleet.acquire(key, cap: 1, at: start)
        guard case .waiting(let ticket) = answer else { throw Unexpected() }
        let one = try number(actions)
        #expect(fleet.stop() == [.refuse(ticket, .stopping), .stop(one)])
        #expect(fleet.acquire(key, cap: 1, at: start).0 == .refused(.stopping))
        #expect(fleet.started(one, at: start) == [.kill(one)])
    }

    struct Unexpected: Error {}
}
