import FoundationEssentials
import ReleaseModel

/// A function that is told how asynchronous calls ended.
struct Destination: Sendable, Hashable {
    let service: String
    let qualifier: Qualifier
    let function: String

    /// Reads `acs:fc:REGION:ACCOUNT:services/S[.Q]/functions/F`; `nil` for destinations of other kinds.
    init?(_ arn: String) {
        let parts = arn.split(separator: ":", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0] == "acs", parts[1] == "fc" else { return nil }
        let path = parts[4].split(separator: "/", omittingEmptySubsequences: false)
        guard path.count == 4, path[0] == "services", path[2] == "functions", !path[3].isEmpty else { return nil }
        let name = path[1].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let service = name.first, !service.isEmpty else { return nil }
        self.service = String(service)
        qualifier = Qualifier(name.count == 2 ? String(name[1]) : nil)
        function = String(path[3])
    }
}

/// What a destination is told: the document of the vendor's service.
struct DestinationEvent: Encodable, Sendable {
    /// Milliseconds since 1970.
    let timestamp: Int
    let requestContext: RequestContext
    let requestPayload: String
    let responseContext: ResponseContext
    let responsePayload: String

    struct RequestContext: Encodable, Sendable {
        let requestId: String
        let functionArn: String
        /// Why it was given up; empty where it succeeded.
        let condition: String
        let approximateInvokeCount: Int
    }

    struct ResponseContext: Encodable, Sendable {
        let statusCode: Int
        let functionError: String
    }

    init(_ item: ClaimedCall, _ ending: CallEnding, condition: String) {
        let call = item.call
        timestamp = Int((ending.at.timeIntervalSince1970 * 1_000).rounded())
        requestContext = RequestContext(
            requestId: call.requestID,
            functionArn:
                "acs:fc::\(call.account):services/\(call.service).\(call.qualifier)/functions/\(call.function)",
            condition: condition,
            approximateInvokeCount: item.attempts
        )
        requestPayload = String(decoding: call.payload, as: UTF8.self)
        responseContext = ResponseContext(statusCode: 200, functionError: condition)
        responsePayload = ending.result.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    var bytes: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map(Array.init) ?? []
    }
}
