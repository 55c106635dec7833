import GatewayPlane
import HTTPEngine
import Lifecycle

/// The gateway's way from worker to worker, which outlives its traffic, since requests in hand may need it.
struct WorkerCallService: Service {
    let name = "worker calls"
    /// How long calls may take to end that nobody outside waits for.
    static let drainDeadline: Duration = .seconds(2)

    let gateway: Gateway
    let socket: ListeningSocket

    func run() async throws {
        try await gateway.listen(on: socket, for: .workers)
        while true { try await Task.sleep(for: .seconds(3_600)) }
    }

    /// Ends the gateway as a whole: nothing needs it any more.
    func stop() async {
        await gateway.stop(within: Self.drainDeadline)
    }
}
