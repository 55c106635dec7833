import DialectCloudflare
import FoundationEssentials
import ReleaseModel
import RuntimeSupervision

/// One line of the stream of invocations, as JSON.
enum InvocationLine: Sendable, Hashable, Codable {
    case invocation(InvocationMessage)
    /// So many were dropped before the next, because they were not read fast enough.
    case dropped(Int)

    var news: TailNews {
        switch self {
        case .dropped(let count): .lost(count)
        case .invocation(let message): .invocation(Invocation(message))
        }
    }
}

/// An invocation, and the version that was invoked.
struct InvocationMessage: Sendable, Hashable {
    let version: Version.ID
    let record: InvocationRecord
}

extension InvocationMessage: Codable {
    private enum Key: String, CodingKey {
        case version, record
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        guard let version = Version.ID(try container.decode(String.self, forKey: .version)) else {
            throw DecodingError.dataCorruptedError(forKey: .version, in: container, debugDescription: "no identity")
        }
        self.init(version: version, record: try container.decode(InvocationRecord.self, forKey: .record))
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(version.description, forKey: .version)
        try container.encode(record, forKey: .record)
    }
}

extension Invocation {
    /// Puts what the runtime says in the words of who shows it.
    fileprivate init(_ message: InvocationMessage) {
        let record = message.record
        self.init(
            version: message.version,
            event: Event(record.event),
            outcome: Outcome(record.outcome),
            time: record.time,
            logs: record.logs.map { Log(level: $0.level.rawValue, text: $0.text, time: $0.time) },
            exceptions: record.exceptions.map {
                Exception(name: $0.name, message: $0.message, stack: $0.stack, time: $0.time)
            },
            isTruncated: record.isTruncated
        )
    }
}

extension Invocation.Event {
    fileprivate init(_ event: InvocationRecord.Event) {
        switch event {
        case .scheduled(let cron, let time): self = .scheduled(cron: cron, time: time)
        case .request(let request):
            let headers = Dictionary(request.headers.map { ($0.name, $0.value) }) { "\($0), \($1)" }
            self = .request(
                Invocation.Request(url: request.url, method: request.method, headers: headers, status: request.status)
            )
        }
    }
}

extension Invocation.Outcome {
    fileprivate init(_ outcome: InvocationRecord.Outcome) {
        switch outcome {
        case .ok: self = .ok
        case .exception: self = .exception
        case .canceled: self = .canceled
        case .unknown: self = .unknown
        }
    }
}
