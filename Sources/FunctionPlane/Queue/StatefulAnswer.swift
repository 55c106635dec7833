import FoundationEssentials

/// A call as clients that look at it read it.
struct StatefulAnswer: Encodable {
    let alreadyRetriedTimes: Int
    let destinationStatus: String
    let durationMs: Int
    /// Times are milliseconds since 1970, and 0 where there is none.
    let endTime: Int
    let events: [Event]
    let functionName: String
    let instanceId: String
    let invocationErrorMessage: String
    let invocationId: String
    let invocationPayload: String
    let qualifier: String
    let requestId: String
    let returnPayload: String
    let serviceName: String
    let startedTime: Int
    let status: String

    struct Event: Encodable {
        let eventDetail: String
        let eventId: Int
        let status: String
        let timestamp: Int
    }

    init(_ call: StoredInvocation) {
        alreadyRetriedTimes = max(0, call.attempts - 1)
        destinationStatus = ""
        durationMs = call.milliseconds ?? 0
        endTime = call.endedAt.map(Self.milliseconds) ?? 0
        events = call.events.map {
            Event(
                eventDetail: $0.detail,
                eventId: $0.number,
                status: $0.status.name,
                timestamp: Self.milliseconds($0.at)
            )
        }
        functionName = call.function
        instanceId = call.instance ?? ""
        invocationErrorMessage = call.error ?? ""
        invocationId = call.invocationID
        invocationPayload = call.payload.map { String(decoding: $0, as: UTF8.self) } ?? ""
        qualifier = call.qualifier
        requestId = call.requestID
        returnPayload = call.status == .succeeded ? call.result.map { String(decoding: $0, as: UTF8.self) } ?? "" : ""
        serviceName = call.service
        startedTime = Self.milliseconds(call.acceptedAt)
        status = call.status.name
    }

    private static func milliseconds(_ date: Date) -> Int { Int((date.timeIntervalSince1970 * 1_000).rounded()) }
}
