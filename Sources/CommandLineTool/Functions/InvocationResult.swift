import FoundationEssentials
import HTTPModel

/// What came of a call of a function.
struct InvocationResult: Sendable {
    let requestID: String
    /// The version that ran: a number, or `LATEST`; empty where nothing has run yet.
    let version: String
    /// `HandledInvocationError` and the like; `nil` where the function did not fail.
    let errorType: String?
    /// The end of what it logged; `nil` where that was not asked for.
    let log: String?
    let body: [UInt8]

    init(_ fields: HTTPFields, _ body: [UInt8]) {
        requestID = fields[InvocationField.requestID] ?? ""
        version = fields[InvocationField.version] ?? ""
        errorType = fields[InvocationField.errorType]
        log = fields[InvocationField.logResult].flatMap { Data(base64Encoded: $0) }.map {
            String(decoding: $0, as: UTF8.self)
        }
        self.body = body
    }
}

extension InvocationResult: Encodable {
    private enum CodingKeys: CodingKey {
        case requestId, version, errorType, log, body, base64
    }

    /// A body that is no text is in base64, and says so.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(requestID, forKey: .requestId)
        try container.encode(version, forKey: .version)
        try container.encodeIfPresent(errorType, forKey: .errorType)
        try container.encodeIfPresent(log, forKey: .log)
        if let text = String(validating: body, as: UTF8.self) {
            try container.encode(text, forKey: .body)
        } else {
            try container.encode(Data(body).base64EncodedString(), forKey: .body)
            try container.encode(true, forKey: .base64)
        }
    }
}
