import HTTPEngine
import HTTPModel
import Lifecycle
import NativeWire

/// Asks the control process until both processes serve, and says so once.
struct ReadinessAnnouncement: Service {
    let name = "readiness"
    /// How often it is asked.
    static let interval: Duration = .milliseconds(20)

    let controlURL: String
    let announce: @Sendable () async -> Void

    func run() async throws {
        let client = try HTTPClient(to: HTTPEndpoint(url: controlURL))
        let request = HTTPRequest(.get, try HTTPTarget(NativeRoutes.readiness))
        while try await !isReady(client, request) { try await Task.sleep(for: Self.interval) }
        await announce()
        // A service that ends stops the others.
        while true { try await Task.sleep(for: .seconds(3_600)) }
    }

    private func isReady(_ client: HTTPClient, _ request: HTTPRequest) async throws -> Bool {
        do {
            return try await client.send(request).status == .ok
        } catch .cancelled {
            throw CancellationError()
        } catch {
            return false
        }
    }
}
