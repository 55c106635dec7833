import HTTPEngine
import Synchronization

/// A running instance of a function, which takes requests at its endpoint.
///
/// Letting go of it does not end it: call ``stop(within:)`` or ``kill()``.
public final class FunctionInstance: Sendable {
    /// The events that wait to be read; the oldest go when there are more.
    public static let eventLimit = 20_000

    public let id: UInt64
    /// The path of the Unix socket on which it speaks HTTP/1.1.
    public let endpoint: String
    /// Its engine and release, such as `Python 3.11.2`.
    public let engine: String
    /// What it says, in order, from its start on; ends with ``FunctionEvent/ended(_:)``.
    ///
    /// For one reader.
    public let events: AsyncStream<FunctionEvent>

    private let thread: LoopThread
    private let run: LoopBound<FunctionRun>
    private let end: FunctionEnd

    init(
        id: UInt64,
        endpoint: String,
        engine: String,
        events: AsyncStream<FunctionEvent>,
        thread: LoopThread,
        run: LoopBound<FunctionRun>,
        end: FunctionEnd
    ) {
        self.id = id
        self.endpoint = endpoint
        self.engine = engine
        self.events = events
        self.thread = thread
        self.run = run
        self.end = end
    }

    public var isAlive: Bool { !end.hasCome }

    /// Returns when everything it said before is among the ``events``; after two seconds in any case.
    ///
    /// A ``FunctionEvent/flushed(_:)`` with the number that is returned stands behind it there.
    @discardableResult
    public func flush() async -> UInt32 {
        await withCheckedContinuation { continuation in
            let isRunning = thread.submit { [run] loop in
                run.value(on: loop).flush { continuation.resume(returning: $0) }
            }
            if !isRunning { continuation.resume(returning: 0) }
        }
    }

    /// Ends everything it runs, at once; it cannot refuse.
    public func kill() {
        thread.submit { [run] loop in run.value(on: loop).kill() }
    }

    /// Lets its preStop hook run, then ends it; returns when it has ended, after the limit at the latest.
    public func stop(within limit: Duration) async {
        await perform { run, done in run.stop(within: limit, done) }
    }

    /// The most memory that its processes have had, in bytes.
    public func memoryPeakBytes() async -> Int {
        await withCheckedContinuation { continuation in
            let isRunning = thread.submit { [run] loop in
                continuation.resume(returning: run.value(on: loop).measureMemory())
            }
            if !isRunning { continuation.resume(returning: 0) }
        }
    }

    private func perform(_ work: @escaping @Sendable (FunctionRun, @escaping () -> Void) -> Void) async {
        await withCheckedContinuation { continuation in
            let isRunning = thread.submit { [run] loop in work(run.value(on: loop)) { continuation.resume() } }
            if !isRunning { continuation.resume() }
        }
    }
}
