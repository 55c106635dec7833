import HTTPEngine
import HTTPModel

/// Carries requests to a server, over connections that are kept while the command runs.
struct HTTPTransport: Sendable {
    /// How long to wait for the head of an answer, from the end of the request on: a deployment is answered when it
    /// is in force, and the code of the version may have to start for that.
    static let answerTimeout = Duration.seconds(60)
    /// How long a body may stand still, but for a tail, which has nothing to say while its worker is idle.
    static let idleTimeout = Duration.seconds(30)

    private let client: HTTPClient

    init(to address: ServerAddress) throws(CommandFailure) {
        do throws(LoopError) {
            client = try HTTPClient(to: address.endpoint)
        } catch {
            throw .refused(
                "no_thread",
                "The system has no thread left for the connection: \(error).",
                nextStep: "Check the limits of this user's processes (ulimit -u)."
            )
        }
    }

    func send(_ request: APIRequest, _ message: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
        var timeouts = ClientTimeouts()
        timeouts.head = request.patience
        timeouts.idle = request.isEndless ? nil : Self.idleTimeout
        do throws(HTTPClientError) {
            return try await client.send(message, timeouts: timeouts)
        } catch {
            throw TransportFailure(error)
        }
    }
}

extension TransportFailure {
    fileprivate init(_ error: HTTPClientError) {
        self =
            switch error {
            case .refused: .refused
            case .unresolved: .hostUnknown
            case .timedOut(.connect): .refused
            case .timedOut: .timedOut
            case .closed, .shutDown, .requestBodyFailed, .tooManyCalls: .closed
            case .malformed(let reason), .invalidRequest(let reason): .malformed(reason)
            case .cancelled: .cancelled
            }
    }
}
