/// Why a WebSocket ends (RFC 6455, section 7.4).
public struct WebSocketCloseCode: Sendable, Hashable {
    public let number: Int

    /// Returns the code of a number, or `nil` outside of 1000 to 4999.
    public init?(_ number: Int) {
        guard (1000...4999).contains(number) else { return nil }
        self.number = number
    }

    private init(known number: Int) {
        self.number = number
    }

    /// Whether the code may stand in a frame: those that stand for the lack of one, or that nobody has defined, may not.
    public var isSendable: Bool {
        switch number {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }
}

extension WebSocketCloseCode {
    public static let normal = WebSocketCloseCode(known: 1000)
    public static let goingAway = WebSocketCloseCode(known: 1001)
    public static let protocolError = WebSocketCloseCode(known: 1002)
    public static let unsupportedData = WebSocketCloseCode(known: 1003)
    /// The peer closed without saying why; never sent.
    public static let noStatus = WebSocketCloseCode(known: 1005)
    /// The connection broke; never sent.
    public static let abnormal = WebSocketCloseCode(known: 1006)
    public static let invalidPayload = WebSocketCloseCode(known: 1007)
    public static let policyViolation = WebSocketCloseCode(known: 1008)
    public static let messageTooBig = WebSocketCloseCode(known: 1009)
    public static let internalError = WebSocketCloseCode(known: 1011)
}

extension WebSocketCloseCode: CustomStringConvertible {
    public var description: String { "\(number)" }
}
