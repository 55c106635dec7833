import HTTPModel
import ReleaseCore

/// A request that may be passed on.
struct Admitted: Sendable {
    /// As it is passed on: a token of ours is not in it any more.
    var request: HTTPRequest
    /// The token that was verified; nil for a client that brought none of ours.
    let token: AccessToken?
    /// In whose name the request, and what belongs to it, goes to the server.
    let identity: UpstreamIdentity

    /// Who changes something by it.
    var actor: String { token?.owner ?? Self.anonymous }

    static let anonymous = "anonymous"
}
