import EventDispatch
import FoundationEssentials
import NativeWire
import ReleaseModel
import RuntimeSupervision
import Telemetry

/// What became of scheduled events.
extension EventJournal {
    /// Writes one line for a run, to the log and to whoever tails the workload.
    func record(
        _ event: EventDispatch.ScheduledEvent,
        on key: InstanceKey,
        _ outcome: EventOutcome,
        after duration: Duration
    ) {
        let route = book.workload(key.workload)
        let line = WireTailEvent(
            at: Timestamp(millisecondsSinceEpoch: Int((Date().timeIntervalSince1970 * 1_000).rounded())).description,
            workload: route?.workload.name.text ?? key.workload.description,
            version: route?.number(of: key.version) ?? 0,
            requestId: event.id,
            kind: "scheduled",
            level: outcome == .done ? "info" : "error",
            message: "\(event.expression) \(outcome.summary) after \(Int(duration / .milliseconds(1))) ms",
            stack: outcome.stack
        )
        write(line)
        tails.publish(line, of: key.workload, version: key.version)
    }
}

extension EventOutcome {
    fileprivate var summary: String {
        switch self {
        case .done: "done"
        case .exception(let failure?, _): "failed with \(failure.name): \(failure.message)"
        case .exception(nil, _): "failed"
        case .unavailable(let failure): "could not start: \(failure)"
        case .timedOut: "took too long"
        case .lost: "was lost with its process"
        case .stopped: "was stopped with the server"
        }
    }

    fileprivate var stack: String? {
        if case .exception(let failure, _) = self { failure?.stack } else { nil }
    }
}
