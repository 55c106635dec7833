import FoundationEssentials
import HTTPModel
import ReleaseModel

/// Writes the documents of the WebSocket protocol `trace-v1`, as the clients of tails read them.
enum TailEvent {
    /// `version` is `{id, tag, message}`.
    static func of(_ invocation: Invocation, version: JSONValue, in tail: Tail) -> JSONValue {
        [
            "outcome": .string(invocation.outcome.rawValue), "scriptName": .string(tail.worker.name.text),
            "scriptVersion": version, "truncated": .bool(invocation.isTruncated),
            "exceptions": .array(invocation.exceptions.map(exception)), "logs": .array(invocation.logs.map(log)),
            "eventTimestamp": milliseconds(invocation.time), "event": event(invocation.event),
        ]
    }

    /// Says that invocations were left out; clients print the message.
    static func loss(of count: Int, in tail: Tail) -> JSONValue {
        [
            "outcome": "unknown", "scriptName": .string(tail.worker.name.text), "exceptions": [], "logs": [],
            "eventTimestamp": nil,
            "event": [
                "type": "overload",
                "message": .string("\(count) events were dropped because they were not read fast enough."),
            ],
        ]
    }

    private static func event(_ event: Invocation.Event) -> JSONValue {
        switch event {
        case .scheduled(let cron, let time): return ["cron": .string(cron), "scheduledTime": milliseconds(time)]
        case .request(let request):
            var members: [String: JSONValue] = [
                "request": [
                    "url": .string(request.url), "method": .string(request.method),
                    "headers": .object(request.headers.mapValues(JSONValue.string)), "cf": [:],
                ]
            ]
            if let status = request.status { members["response"] = ["status": JSONValue(status)] }
            return .object(members)
        }
    }

    private static func log(_ log: Invocation.Log) -> JSONValue {
        [
            "message": [.string(log.text)], "level": .string(log.level), "timestamp": milliseconds(log.time),
        ]
    }

    private static func exception(_ exception: Invocation.Exception) -> JSONValue {
        var members: [String: JSONValue] = [
            "name": .string(exception.name), "message": .string(exception.message),
            "timestamp": milliseconds(exception.time),
        ]
        if let stack = exception.stack { members["stack"] = .string(stack) }
        return .object(members)
    }

    private static func milliseconds(_ date: Date) -> JSONValue {
        JSONValue(Int((date.timeIntervalSince1970 * 1_000).rounded()))
    }
}
