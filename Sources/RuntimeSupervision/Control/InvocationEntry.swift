import FoundationEssentials
import Telemetry

/// An invocation as an engine tells it; times are milliseconds since 1970.
struct InvocationEntry: Hashable, Sendable, Decodable {
    let requestId: String?
    let outcome: String
    let status: Int?
    let timestamp: Double
    let request: Request?
    let scheduled: Schedule?
    let logs: [Log]
    let exceptions: [Exception]
    let isTruncated: Bool

    struct Request: Hashable, Sendable, Decodable {
        let url: String
        let method: String
        /// Names and values.
        let headers: [[String]]
    }

    struct Schedule: Hashable, Sendable, Decodable {
        let cron: String
        let scheduledTime: Double
    }

    struct Log: Hashable, Sendable, Decodable {
        let level: String
        let text: String
        let timestamp: Double
    }

    struct Exception: Hashable, Sendable, Decodable {
        let name: String
        let message: String
        let stack: String?
        let timestamp: Double
    }
}

extension InvocationRecord {
    /// Returns nil for an invocation of no known kind.
    init?(_ entry: InvocationEntry) {
        let event: Event
        if let request = entry.request {
            event = .request(Request(request, status: entry.status))
        } else if let scheduled = entry.scheduled {
            event = .scheduled(cron: scheduled.cron, time: Date(milliseconds: scheduled.scheduledTime))
        } else {
            return nil
        }
        self.init(
            event: event,
            outcome: Outcome(rawValue: entry.outcome) ?? .unknown,
            time: Date(milliseconds: entry.timestamp),
            logs: entry.logs.map { log in
                LogEntry(
                    level: RuntimeEvent.Level(rawValue: log.level) ?? .log,
                    text: log.text,
                    time: Date(milliseconds: log.timestamp)
                )
            },
            exceptions: entry.exceptions.map { exception in
                ExceptionEntry(
                    name: exception.name,
                    message: exception.message,
                    stack: exception.stack,
                    time: Date(milliseconds: exception.timestamp)
                )
            },
            isTruncated: entry.isTruncated
        )
    }
}

extension InvocationRecord.Request {
    fileprivate init(_ request: InvocationEntry.Request, status: Int?) {
        let headers = request.headers.filter { $0.count == 2 }.map { pair in
            let isSecret = Redaction.isSecret(pair[0])
            return InvocationRecord.HeaderField(name: pair[0], value: isSecret ? Redaction.mark : pair[1])
        }
        self.init(
            url: Redaction.redacted(target: request.url),
            method: request.method,
            headers: headers,
            status: status
        )
    }
}

extension Date {
    fileprivate init(milliseconds: Double) {
        self.init(timeIntervalSince1970: milliseconds / 1_000)
    }
}
