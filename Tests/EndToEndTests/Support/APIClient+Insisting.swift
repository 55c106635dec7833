import HTTPEngine
import NativeWire

extension APIClient {
    /// Sends a request again until there is an answer to it, as a client does whose server is being replaced.
    ///
    /// The request must carry an idempotency key. What is worth another attempt: no answer at all, an attempt that is
    /// still under way, and a server that cannot.
    func insisting<Answer>(
        for limit: Duration,
        _ send: (APIClient) async throws -> Answer
    ) async throws -> Answer {
        try await Deadline(in: limit).poll("an answer to a change") {
            do {
                return try await send(self)
            } catch is HTTPClientError {
                return nil
            } catch let problem as WireProblem where problem.isPassing {
                return nil
            }
        }
    }

    /// Sends a request once; nil when nothing can be said of what became of it.
    func ifAnswered<Answer>(_ send: (APIClient) async throws -> Answer) async throws -> Answer? {
        do {
            return try await send(self)
        } catch is HTTPClientError {
            return nil
        } catch let problem as WireProblem where problem.isPassing {
            return nil
        }
    }
}

extension WireProblem {
    /// Whether the same request may succeed a moment later.
    var isPassing: Bool {
        status >= 500 || code == "idempotency_in_progress"
    }
}
