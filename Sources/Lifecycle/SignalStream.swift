// Dispatch sources may be used from any thread; their Swift types do not say so.
@preconcurrency import Dispatch

/// The stop signals that reach the process while somebody waits for them.
///
/// The dispatch library catches them with handlers, which a child loses when it executes, so no child inherits an
/// ignored signal.
public struct SignalStream: Sendable, AsyncSequence {
    /// Signals that may wait to be taken; more say nothing new.
    private static let capacity = 8

    /// How long it may take until the signals are caught; they are, far earlier.
    private static let registrationTimeout = DispatchTimeInterval.seconds(1)

    private let signals: [Signal]

    public init(_ signals: [Signal] = Signal.allCases) {
        self.signals = signals
    }

    /// Begins to catch the signals: once this has returned, none of them ends the process.
    public func makeAsyncIterator() -> AsyncStream<Signal>.AsyncIterator {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Signal.self,
            bufferingPolicy: .bufferingOldest(Self.capacity)
        )
        let registered = DispatchGroup()
        let sources = signals.map { signal in
            let source = DispatchSource.makeSignalSource(signal: signal.rawValue)
            source.setEventHandler { @Sendable in continuation.yield(signal) }
            registered.enter()
            source.setRegistrationHandler { @Sendable in registered.leave() }
            source.activate()
            return source
        }
        continuation.onTermination = { _ in
            for source in sources { source.cancel() }
        }
        _ = registered.wait(timeout: .now() + Self.registrationTimeout)
        return stream.makeAsyncIterator()
    }
}
