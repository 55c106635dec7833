import RuntimeSupervision
import Synchronization
import TestSurroundings
import Testing

/// The events of one runtime, in order; one can wait for those still to come.
final class EventLog: Sendable {
    private let events = Mutex<[RuntimeEvent]>([])

    func append(_ event: RuntimeEvent) {
        events.withLock { $0.append(event) }
    }

    var all: [RuntimeEvent] { events.withLock { $0 } }

    /// Returns the first event that satisfies the condition, when it is there; throws when it does not come in time.
    func first(
        location: SourceLocation = #_sourceLocation,
        where isWanted: (RuntimeEvent) -> Bool
    ) async throws -> RuntimeEvent {
        var found: RuntimeEvent?
        try await eventually(
            {
                found = all.first(where: isWanted)
                return found != nil
            },
            location: location
        )
        return try #require(found, sourceLocation: location)
    }

    /// The lines that workers have logged.
    var lines: [String] {
        all.compactMap { event in
            guard case .log(_, let text) = event.content else { return nil }
            return text
        }
    }
}
