import HTTPEngine
import HTTPModel

/// Why the Prefect server gave no answer.
///
/// It is told with the server's configured URL, which has no credentials.
enum UpstreamFailure: Error, Hashable {
    /// Nobody listens there, or it took no connection in time; nothing was sent.
    case unreachable
    /// It took a request and did not answer in time.
    case timedOut
    /// It closed the connection before it answered.
    case closed
    /// What it sent is no HTTP.
    case malformed
    /// The client's own body ended early, or failed.
    case requestBodyFailed
    /// As many requests as may are waiting for it.
    case busy
    /// The answer to a request of our own is longer than we read.
    case answerTooLarge
    /// The client has gone, or we are stopping.
    case cancelled

    init(_ error: HTTPClientError) {
        switch error {
        // Prefect's clients try 502 again, and not 504.
        case .refused, .unresolved, .timedOut(.connect): self = .unreachable
        case .timedOut: self = .timedOut
        case .closed: self = .closed
        case .malformed, .invalidRequest: self = .malformed
        case .requestBodyFailed: self = .requestBodyFailed
        case .tooManyCalls: self = .busy
        case .cancelled, .shutDown: self = .cancelled
        }
    }

    /// The answer that a Prefect client understands.
    func response(from endpoint: HTTPEndpoint) -> HTTPResponse {
        let told = explanation(of: "the Prefect server at \(endpoint)")
        return .problem(told.status, told.code, told.detail, nextStep: told.nextStep)
    }

    private typealias Explanation = (status: HTTPStatus, code: String, detail: String, nextStep: String)

    private func explanation(of server: String) -> Explanation {
        let look = "Look into the server's log, then try again."
        switch self {
        case .unreachable:
            return (
                .badGateway, "upstream_unreachable", "Sluice cannot reach \(server).", "Start it, or correct its URL."
            )
        case .timedOut:
            return (.gatewayTimeout, "upstream_timeout", "There was no answer in time from \(server).", look)
        case .closed:
            let detail =
                "The connection was closed before the answer by \(server): the request may have been carried out."
            return (.badGateway, "upstream_closed", detail, "See whether it was, then try again.")
        case .malformed:
            return (.badGateway, "upstream_malformed", "What came is no HTTP answer of \(server).", "Check its URL.")
        case .requestBodyFailed:
            return (.badRequest, "request_body_failed", "The request's body did not come whole.", "Send it again.")
        case .busy:
            return (
                .serviceUnavailable, "upstream_busy", "Too many requests wait for \(server).", "Try again in a moment."
            )
        case .answerTooLarge:
            return (.badGateway, "upstream_answer_too_large", "There is too much in an answer of \(server).", look)
        case .cancelled:
            return (.clientClosedRequest, "cancelled", "The request was given up.", "Send it again.")
        }
    }
}
