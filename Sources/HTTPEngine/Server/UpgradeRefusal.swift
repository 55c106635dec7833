import HTTPModel

/// Why a request is not granted the WebSocket or tunnel that its handler offers.
enum UpgradeRefusal: Error, Hashable, CaseIterable {
    case methodNotGET
    /// Without the right `Upgrade` and `Connection`, or in HTTP/1.0, which has no upgrades.
    case notAskedFor
    /// The same for a tunnel.
    case protocolNotOffered
    case versionUnsupported
    case keyMalformed
    case bodyPresent
    case serverStopping

    var response: HTTPResponse {
        let (status, code, detail, nextStep) = explanation
        let problem = ProblemDetails(
            status,
            type: "urn:sluice:problem:\(code)",
            detail: detail,
            members: ["code": .string(code), "nextStep": .string(nextStep)]
        )
        var response = HTTPResponse(problem)
        switch self {
        case .methodNotGET: response.fields.set(.allow, to: "GET")
        case .notAskedFor: response.fields.set(.upgrade, to: "websocket")
        case .versionUnsupported:
            response.fields.set(.upgrade, to: "websocket")
            response.fields.set(.secWebSocketVersion, to: HTTPFieldValue(stringLiteral: WebSocketHandshake.version))
        case .protocolNotOffered, .keyMalformed, .bodyPresent, .serverStopping: break
        }
        return response
    }

    private var explanation: (status: HTTPStatus, code: String, detail: String, nextStep: String) {
        switch self {
        case .methodNotGET:
            (.methodNotAllowed, "method_not_allowed", "A WebSocket begins with GET.", "Use GET.")
        case .notAskedFor:
            (.upgradeRequired, "upgrade_required", "Here is a WebSocket only.", "Open it with a WebSocket client.")
        case .protocolNotOffered:
            (
                .badRequest, "upgrade_not_offered", "The request does not offer the protocol that it would get here.",
                "Name it in Upgrade, and Upgrade in Connection."
            )
        case .versionUnsupported:
            (
                .upgradeRequired, "websocket_version_unsupported", "The only WebSocket version spoken here is 13.",
                "Send one Sec-WebSocket-Version field, with 13."
            )
        case .keyMalformed:
            (
                .badRequest, "malformed_handshake", "Sec-WebSocket-Key is not 16 bytes in base64.",
                "Send one such key, made afresh."
            )
        case .bodyPresent:
            (.badRequest, "malformed_handshake", "The request has a body.", "Send it without.")
        case .serverStopping:
            (.serviceUnavailable, "server_stopping", "The server is about to stop.", "Try again in a moment.")
        }
    }
}
