/// One request, as a server hands it to its handler and as a caller hands it to a client.
public struct HTTPRequest: Sendable {
    public var method: HTTPMethod
    public var target: HTTPTarget

    /// The host that is asked, with its port if one was named.
    ///
    /// A client fills in the one it is connected to if this is `nil`; a server always sets it. It is not repeated in
    /// ``fields``.
    public var authority: String?

    /// Without `Host` and without the fields that frame the message (`Content-Length`, `Transfer-Encoding`), which
    /// ``authority`` and ``body`` stand for.
    public var fields: HTTPFields

    public var body: HTTPBody

    /// Who sent it; `unknown` on the side of the sender.
    public var peer: PeerAddress

    public init(
        _ method: HTTPMethod,
        _ target: HTTPTarget,
        authority: String? = nil,
        fields: HTTPFields = [:],
        body: HTTPBody = .empty,
        peer: PeerAddress = .unknown
    ) {
        self.method = method
        self.target = target
        self.authority = authority
        self.fields = fields
        self.body = body
        self.peer = peer
    }
}
