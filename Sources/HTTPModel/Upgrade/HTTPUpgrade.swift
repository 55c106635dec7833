/// What a connection becomes once its request is answered by 101.
///
/// The cases hold classes, so that all other responses carry no more for it than an empty reference.
public enum HTTPUpgrade: Sendable {
    case webSocket(WebSocketUpgrade)
    case tunnel(TunnelUpgrade)
}
