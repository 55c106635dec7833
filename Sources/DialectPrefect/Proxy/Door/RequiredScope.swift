import HTTPModel
import ReleaseCore

extension HTTPRequest {
    /// What a token must allow for the request to be passed on.
    ///
    /// Prefect asks many questions by POST; those are known by the end of their path. Whatever is not known to be a
    /// question needs `deploy`: so does the fetching of scheduled runs, since it reports a worker's presence and marks
    /// the runs as picked up, and so do the WebSockets by which events and workers report.
    var requiredScope: AccessToken.Scope {
        switch method {
        case .get where offersWebSocket:
            return target.segments.suffix(1) == ["out"] ? .read : .deploy
        case .get, .head, .options:
            return .read
        case .post:
            let end = target.segments.suffix(2)
            return Self.questions.contains(end.last ?? "") || end.first == "count-by" ? .read : .deploy
        default:
            return .deploy
        }
    }

    /// The last segments of POST paths that only ask, from the routes of Prefect 3.8 and 3.9.
    private static let questions: Set<String> = [
        "count", "count-deployments", "count-task-runs", "counts", "filter", "history", "lateness", "next-runs",
        "paginate", "validate",
    ]

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
