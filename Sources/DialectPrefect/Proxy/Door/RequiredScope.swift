import HTTPModel
import ReleaseCore

extension HTTPRequest {
    /// What a token must allow for the request to be passed on.
    ///
    /// Prefect asks many questions by POST, which are known by their paths (``QuestionPath``). Whatever is not known to
    /// be a question needs `deploy`: so does the fetching of scheduled runs, since it reports a worker's presence and
    /// marks the runs as picked up, and so do the WebSockets by which events and workers report. Block documents need
    /// it even to be read, since the server tells their secrets to whoever asks for them.
    var requiredScope: AccessToken.Scope {
        guard !leadsToBlockDocuments else { return .deploy }
        switch method {
        case .get where offersWebSocket:
            return QuestionPath.isAsked(bySocket: target.routedSegments) ? .read : .deploy
        case .get, .head, .options:
            return .read
        case .post:
            return QuestionPath.isAsked(byPOST: target.routedSegments) ? .read : .deploy
        default:
            return .deploy
        }
    }

    /// Whether the path may lead to block documents, of whichever of Prefect's routes.
    ///
    /// Their name is looked for anywhere in the path: the server also takes a segment with a line break at its end.
    private var leadsToBlockDocuments: Bool {
        target.routedPath.utf8.contains(Self.blockDocuments.utf8)
    }

    private static let blockDocuments = "block_documents"

    /// Whether it asks for a WebSocket, as GET without a body.
    var offersWebSocket: Bool {
        method == .get && body.length == 0 && fields.upgradeProtocols.contains("websocket")
    }

    /// Whether it offers Prefect's subprotocol, in which the client's first message says who it is.
    var offersPrefectProtocol: Bool {
        offersWebSocket && fields.items(of: .secWebSocketProtocol).contains(Self.prefectProtocol)
    }

    static let prefectProtocol = "prefect"
}
