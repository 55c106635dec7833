import Lifecycle
import Synchronization

/// Takes calls over from those who ask, who may go away: a function runs to its end whether or not anybody waits.
final class CallDesk: Sendable {
    /// The calls that are taken over and not begun; each is begun as soon as a thread is free.
    static let capacity = 16_384

    typealias Work = @Sendable () async -> Void

    private let work: AsyncStream<Work>
    private let intake: AsyncStream<Work>.Continuation
    private let state = Mutex(State())
    private let idle = Gate()

    private struct State {
        var running = 0
        var isClosed = false
    }

    init() {
        (work, intake) = AsyncStream.makeStream(of: Work.self, bufferingPolicy: .bufferingOldest(Self.capacity))
    }

    /// Has the work done; returns false, and never does it, when the desk is closed or full.
    func submit(_ work: @escaping Work) -> Bool {
        let isOpen = state.withLock { state in
            if !state.isClosed { state.running += 1 }
            return !state.isClosed
        }
        guard isOpen else { return false }
        let result = intake.yield { [self] in
            await work()
            finished()
        }
        if case .enqueued = result { return true }
        finished()
        return false
    }

    /// Has the work done and returns what it gives; `nil` when the desk is closed or full.
    func perform<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) async -> Value? {
        await withCheckedContinuation { continuation in
            let isTaken = submit { continuation.resume(returning: await work()) }
            if !isTaken { continuation.resume(returning: nil) }
        }
    }

    /// Does what is submitted, until the desk is closed and everything is done.
    func run() async {
        await withDiscardingTaskGroup { group in
            for await work in work { group.addTask { await work() } }
        }
    }

    /// Takes nothing new, and returns when everything is done.
    func close() async {
        let isIdle = state.withLock { state in
            state.isClosed = true
            return state.running == 0
        }
        intake.finish()
        if isIdle { idle.open() }
        await idle.wait()
    }

    private func finished() {
        let isLast = state.withLock { state in
            state.running -= 1
            return state.isClosed && state.running == 0
        }
        if isLast { idle.open() }
    }
}
