import HTTPModel

/// Why what a client says first in a WebSocket is no first message.
enum OpeningFault: Error, Hashable {
    /// Against RFC 6455.
    case malformed
    /// Not one text frame.
    case notOneFrame
    case tooLong(limit: Int)
    /// Not the JSON document that Prefect's clients begin with.
    case notAuth
    /// It did not come whole in time.
    case late

    var closing: WebSocketClosing {
        switch self {
        case .malformed: WebSocketClosing(.protocolError, reason: "a malformed frame")
        case .notOneFrame:
            WebSocketClosing(.policyViolation, reason: "The first message must be text in one frame.")
        case .tooLong(let limit):
            WebSocketClosing(.policyViolation, reason: "The first message has more than \(limit) bytes.")
        // What Prefect's server itself says.
        case .notAuth: WebSocketClosing(.policyViolation, reason: "Expected 'auth' message")
        case .late: WebSocketClosing(.policyViolation, reason: "The first message did not come in time.")
        }
    }
}
