import HTTPModel

/// What a client did against the rules of RFC 6455, or beyond our limits.
///
/// It ends the connection; nothing is repaired.
package enum WebSocketFault: Error, Hashable {
    case reservedBits
    case unknownOpcode
    case unmasked
    case lengthMalformed
    case controlFragmented
    case controlTooLong
    case continuationWithoutStart
    case messageInsideMessage
    case closeMalformed
    case notUTF8
    case messageTooBig(limit: Int)

    var closing: WebSocketClosing {
        switch self {
        case .reservedBits: WebSocketClosing(.protocolError, reason: "reserved bits are set; no extension was agreed")
        case .unknownOpcode: WebSocketClosing(.protocolError, reason: "unknown opcode")
        case .unmasked: WebSocketClosing(.protocolError, reason: "frames of a client must be masked")
        case .lengthMalformed: WebSocketClosing(.protocolError, reason: "the length is not in its shortest form")
        case .controlFragmented: WebSocketClosing(.protocolError, reason: "a control frame in parts")
        case .controlTooLong: WebSocketClosing(.protocolError, reason: "a control frame of more than 125 bytes")
        case .continuationWithoutStart: WebSocketClosing(.protocolError, reason: "a continuation of nothing")
        case .messageInsideMessage: WebSocketClosing(.protocolError, reason: "a message before the last one ended")
        case .closeMalformed: WebSocketClosing(.protocolError, reason: "a close frame with half a code or a wrong one")
        case .notUTF8: WebSocketClosing(.invalidPayload, reason: "text that is not UTF-8")
        case .messageTooBig(let limit):
            WebSocketClosing(.messageTooBig, reason: "a message of more than \(limit) bytes")
        }
    }
}
