import HTTPModel
import ReleaseCore

/// Decides which requests go on to the Prefect server, and in whose name.
///
/// A token of Sluice's is verified here and goes no further: the server gets Sluice's own credential in its place. Any
/// other `Authorization`, or none, is for the server to judge; that credential is then not used.
struct Door: Sendable {
    enum Policy: Sendable, Hashable {
        /// The server alone decides about clients without a token of ours.
        case anyone
        /// Only clients with a valid token of ours get through.
        case token
    }

    let listener: ListenerGuard
    let policy: Policy
    let tokens: TokenCheck
    let credential: UpstreamCredential?

    /// Under ``Policy/token``, a request for a WebSocket in Prefect's subprotocol gets through without a token: it is
    /// the first message that must hold one, which ``SocketPassage`` sees to.
    func admit(_ request: HTTPRequest) async throws(DoorRefusal) -> Admitted {
        do {
            try listener.check(request)
        } catch {
            throw DoorRefusal(error)
        }
        let values = request.fields.values(of: .authorization)
        guard let presented = values.lazy.compactMap(PresentedToken.init(authorization:)).first else {
            guard policy == .anyone || request.offersPrefectProtocol else { throw .tokenRequired }
            return Admitted(request: request, token: nil, identity: .client(authorization: values.first))
        }
        guard values.count == 1 else { throw .authorizationRepeated }
        let token = try await tokens.verify(presented, for: request.requiredScope)
        var request = request
        request.fields.authorize(with: credential)
        return Admitted(request: request, token: token, identity: .sluice)
    }
}

extension HTTPFields {
    /// Puts Sluice's own credential, or nothing where it has none, in the place of whatever authorizes.
    mutating func authorize(with credential: UpstreamCredential?) {
        if let credential { set(.authorization, to: credential.authorization) } else { remove(.authorization) }
    }
}
