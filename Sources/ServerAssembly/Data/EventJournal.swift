import FoundationEssentials
import NativeWire
import ReleaseModel
import RuntimeSupervision
import Telemetry

/// Writes what instances say and what becomes of them to the log, and to whoever tails the workload.
struct EventJournal: Sendable {
    let book: RouteBook
    let tails: TailHub
    let invocations: InvocationHub
    let census: InstanceCensus
    /// The worker log: one line per event of user code.
    let log: Log

    @Sendable
    func record(_ event: RuntimeEvent) {
        census.note(event)
        guard let key = event.key else {
            if case .engineTrouble(let text) = event.content { log.warning("engine trouble", ["text": .string(text)]) }
            return
        }
        if case .invocation(let record) = event.content {
            return invocations.publish(InvocationMessage(version: key.version, record: record), of: key.workload)
        }
        let route = book.workload(key.workload)
        guard let line = line(event, key: key, route: route) else { return }
        write(line)
        if line.kind != Self.life { tails.publish(line, of: key.workload, version: key.version) }
    }

    /// The kind of what tells of a process, not of user code.
    private static let life = "instance"

    /// Returns nil for what is no line of its own.
    private func line(_ event: RuntimeEvent, key: InstanceKey, route: WorkloadRoute?) -> WireTailEvent? {
        guard let content = Description(event.content) else { return nil }
        return WireTailEvent(
            at: Timestamp(millisecondsSinceEpoch: Int((event.time.timeIntervalSince1970 * 1_000).rounded()))
                .description,
            workload: route?.workload.name.text ?? key.workload.description,
            version: route?.number(of: key.version) ?? 0,
            requestId: event.requestID,
            kind: content.kind,
            level: content.level,
            message: content.message,
            stack: content.stack
        )
    }

    func write(_ line: WireTailEvent) {
        var fields: LogFields = [
            "kind": .string(line.kind), "workload": .string(line.workload), "version": .integer(line.version),
            "text": .string(line.message),
        ]
        if let requestID = line.requestId { fields.append("request", .string(requestID)) }
        if let stack = line.stack { fields.append("stack", .string(stack)) }
        switch line.level {
        case "error": log.error("worker", fields)
        case "warn": log.warning("worker", fields)
        default: log.info("worker", fields)
        }
    }

    /// An event in the words of a tail.
    private struct Description {
        let kind: String
        let level: String
        let message: String
        var stack: String?

        init?(_ content: RuntimeEvent.Content) {
            switch content {
            case .log(let level, let text):
                (kind, self.level, message) = ("log", level.rawValue, text)
            case .exception(let exception):
                (kind, level) = ("exception", "error")
                message = "\(exception.name): \(exception.message)"
                stack = exception.stack
            // A whole of what came line by line before.
            case .invocation: return nil
            case .started(let time, _):
                (kind, level, message) = (EventJournal.life, "info", "ready after \(time)")
            case .failedToStart(let failure):
                (kind, level, message) = ("exception", "error", "cannot start: \(failure)")
            case .lost(let ending):
                (kind, level, message) = ("exception", "error", "the process \(ending)")
            case .stopped:
                (kind, level, message) = (EventJournal.life, "info", "stopped")
            case .engineTrouble(let text):
                (kind, level, message) = (EventJournal.life, "warn", text)
            }
        }
    }
}
