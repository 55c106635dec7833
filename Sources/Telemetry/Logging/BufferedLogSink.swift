import Dispatch
import Synchronization

/// Takes log lines without waiting and writes them on a queue of its own, so that a slow disk or a terminal that is
/// held does not stop an event loop.
///
/// Lines that find the buffer full are dropped and counted; a line says how many as soon as there is room.
public final class BufferedLogSink: LogSink {
    public static let standardCapacity = 1024 * 1024
    /// How long lines gather, so that a busy loop does not wake the queue for each.
    private static let gathering = DispatchTimeInterval.milliseconds(20)

    private struct State {
        var lines: [UInt8] = []
        var droppedCount = 0
        var isDraining = false
    }

    private let sink: any LogSink
    /// The bytes that may wait.
    private let capacity: Int
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "sluice.log")

    public init(_ sink: any LogSink, capacity: Int = BufferedLogSink.standardCapacity) {
        self.sink = sink
        self.capacity = capacity
    }

    public func write(_ lines: [UInt8]) {
        let mustStart = state.withLock { state in
            guard state.lines.count + lines.count <= capacity else {
                state.droppedCount += 1
                return false
            }
            state.lines += lines
            defer { state.isDraining = true }
            return !state.isDraining
        }
        if mustStart { queue.asyncAfter(deadline: .now() + Self.gathering) { self.drain() } }
    }

    public func flush() {
        queue.sync { drain() }
        sink.flush()
    }

    private func drain() {
        while true {
            let (lines, droppedCount) = state.withLock { state in
                defer {
                    state.isDraining = !state.lines.isEmpty
                    state.lines = []
                    state.droppedCount = 0
                }
                return (state.lines, state.droppedCount)
            }
            guard !lines.isEmpty else { return }
            sink.write(lines)
            guard droppedCount > 0 else { continue }
            Log(to: sink).warning("log lines were dropped", ["count": .integer(droppedCount)])
        }
    }
}
