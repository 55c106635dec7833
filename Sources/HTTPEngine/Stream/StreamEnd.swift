/// Why no more bytes will come from a peer.
public enum StreamEnd: Hashable, Sendable, CustomStringConvertible {
    /// The peer closed its side in an orderly way.
    case closedByPeer
    /// The connection broke, or never came about; the number is the system's `errno`.
    case failed(code: Int32)

    public var description: String {
        switch self {
        case .closedByPeer: "closed by peer"
        case .failed(let code): SystemErrorText.text(code)
        }
    }
}
