import GatewayPlane
import HTTPEngine
import Lifecycle

/// The gateway's traffic as a part of the process: accepted while it runs, and ended in good order.
struct GatewayService: Service {
    let name = "gateway"
    /// How long requests in hand may take to end.
    static let drainDeadline: Duration = .seconds(30)

    let gateway: Gateway
    let socket: ListeningSocket

    func run() async throws {
        try await gateway.listen(on: socket)
        while true { try await Task.sleep(for: .seconds(3_600)) }
    }

    func stop() async {
        await gateway.endRequests(of: .clients, within: Self.drainDeadline)
    }
}
