import FoundationEssentials

/// What an engine says, read from a frame.
enum HarnessMessage: Hashable, Sendable {
    case hello(Hello)
    case ready(Exports)
    case loadFailed(LoadFailure)
    case log(LogEntry)
    case exception(ExceptionEntry)
    case pong(id: UInt32)
    case drained
    case call(BindingCallMessage, id: UInt32)
    case eventDone(EventResult, id: UInt32)
    case invocation(InvocationEntry)

    struct Hello: Hashable, Sendable, Decodable {
        let `protocol`: Int
        let engine: String
        let version: String
        let pid: Int32
    }

    struct Exports: Hashable, Sendable, Decodable {
        let handlers: [String]
        let entrypoints: [String]
        let loadMs: Double
    }

    struct LogEntry: Hashable, Sendable, Decodable {
        let level: String
        let requestId: String?
        let text: String
    }

    struct ExceptionEntry: Hashable, Sendable, Decodable {
        let origin: String
        let requestId: String?
        let name: String
        let message: String
        let stack: String?
    }

    struct EventResult: Hashable, Sendable, Decodable {
        let outcome: String
        let noRetry: Bool
        let error: Failure?

        struct Failure: Hashable, Sendable, Decodable {
            let name: String
            let message: String
            let stack: String?
        }
    }

    init(_ frame: ControlFrame) throws(ControlViolation) {
        switch frame.type {
        case .hello: self = .hello(try Self.decode(frame))
        case .ready: self = .ready(try Self.decode(frame))
        case .loadFailed: self = .loadFailed(try Self.decode(frame))
        case .log: self = .log(try Self.decode(frame))
        case .exception: self = .exception(try Self.decode(frame))
        case .pong: self = .pong(id: frame.id)
        case .drained: self = .drained
        case .call: self = .call(.begin(try Self.decode(frame)), id: frame.id)
        case .callBody: self = .call(.body(frame.payload), id: frame.id)
        case .callEnd: self = .call(.bodyEnd, id: frame.id)
        case .callCancel: self = .call(.cancel, id: frame.id)
        case .callCredit: self = .call(.credit(try Self.integer(frame)), id: frame.id)
        case .eventDone: self = .eventDone(try Self.decode(frame), id: frame.id)
        case .invocation: self = .invocation(try Self.decode(frame))
        case .load, .ping, .drain, .answer, .answerBody, .answerEnd, .answerFailed, .answerCredit, .event, .observe:
            throw .malformed(type: frame.type.rawValue)
        }
    }

    private static func integer(_ frame: ControlFrame) throws(ControlViolation) -> Int {
        guard frame.payload.count == 4 else { throw .malformed(type: frame.type.rawValue) }
        return frame.payload.reduce(0) { $0 << 8 | Int($1) }
    }

    private static func decode<Payload: Decodable>(_ frame: ControlFrame) throws(ControlViolation) -> Payload {
        do {
            return try JSONDecoder().decode(Payload.self, from: Data(frame.payload))
        } catch {
            throw .malformed(type: frame.type.rawValue)
        }
    }
}
