import HTTPEngine
import HTTPModel
import Lifecycle

/// Asks the Prefect server until it answers, and says once that it does, or that it has not for long.
///
/// What the server behind the listener needs to start is nothing that others wait for.
struct PrefectAnnouncement: Service {
    let name = "prefect-readiness"
    /// How often it is asked.
    static let interval: Duration = .milliseconds(200)
    /// How long it may take before that is said.
    ///
    /// A first start makes the database: about 20 s on a small machine.
    static let patience: Duration = .seconds(120)

    let endpoint: HTTPEndpoint
    /// Is told whether it answers.
    let announce: @Sendable (Bool) async -> Void

    func run() async throws {
        let client = try HTTPClient(to: endpoint)
        let request = HTTPRequest(.get, "/api/health")
        let deadline = ContinuousClock.now + Self.patience
        var isAnswering = false
        while !isAnswering, ContinuousClock.now < deadline {
            isAnswering = try await answers(client, request)
            if !isAnswering { try await Task.sleep(for: Self.interval) }
        }
        await announce(isAnswering)
        // A service that ends stops the others.
        while true { try await Task.sleep(for: .seconds(3_600)) }
    }

    private func answers(_ client: HTTPClient, _ request: HTTPRequest) async throws -> Bool {
        do {
            return try await client.send(request).status == .ok
        } catch .cancelled {
            throw CancellationError()
        } catch {
            return false
        }
    }
}
