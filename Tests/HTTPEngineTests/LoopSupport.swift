import HTTPEngine
import Synchronization

extension LoopThread {
    /// Runs the body on the loop and returns what it returns.
    func run<Result: Sendable>(_ body: @escaping @Sendable (EventLoop) throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            submit { loop in continuation.resume(with: Swift.Result { try body(loop) }) }
        }
    }

    /// Starts a loop for the body and ends it afterwards.
    static func whileRunning<Result>(
        sweepInterval: Duration = .milliseconds(10),
        _ body: (LoopThread) async throws -> Result
    ) async throws -> Result {
        let thread = try LoopThread(name: "test", sweepInterval: sweepInterval)
        do {
            let result = try await body(thread)
            thread.stop()
            await thread.stopped()
            return result
        } catch {
            thread.stop()
            await thread.stopped()
            throw error
        }
    }
}

/// Notes from a loop that a test can wait for.
final class Notes: Sendable {
    private let state = Mutex<(notes: [String], waiters: [Waiter])>(([], []))

    private struct Waiter {
        let isMet: @Sendable ([String]) -> Bool
        let continuation: CheckedContinuation<[String], Never>
    }

    func add(_ note: String) {
        let met = state.withLock { state in
            state.notes.append(note)
            let notes = state.notes
            let met = state.waiters.filter { $0.isMet(notes) }
            state.waiters.removeAll { $0.isMet(notes) }
            return met.map { ($0.continuation, notes) }
        }
        for (continuation, notes) in met { continuation.resume(returning: notes) }
    }

    var all: [String] { state.withLock { $0.notes } }

    /// Returns the notes once there are that many.
    ///
    /// The suite's time limit bounds the wait.
    func first(_ count: Int) async -> [String] {
        await withCheckedContinuation { continuation in
            let notes: [String]? = state.withLock { state in
                if state.notes.count >= count { return state.notes }
                state.waiters.append(Waiter(isMet: { $0.count >= count }, continuation: continuation))
                return nil
            }
            if let notes { continuation.resume(returning: notes) }
        }
    }
}
