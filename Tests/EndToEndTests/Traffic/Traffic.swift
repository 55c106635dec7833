import Dispatch
import Synchronization

/// Requests to one host over many kept connections, each as soon as the one before is answered.
///
/// A thread of its own does nothing else, so that its clock readings mean something.
struct Traffic: Sendable {
    let port: UInt16
    /// With its port.
    var host: String
    var path = "/version"
    var connections = 8
    /// After so many answers a connection is closed and another opened.
    var requestsPerConnection = 500
    /// How long one answer may take.
    var timeout: Duration = .seconds(10)
    /// Further header lines of the request of a number, each with its line end.
    var fields: @Sendable (_ number: Int) -> String = { _ in "" }
    /// Reads the number of the worker's version in an answer; nil if there is none.
    var version: @Sendable (_ body: String) -> Int? = { Int($0) }

    /// The most requests of one run.
    static let requestLimit = 2_000_000

    init(to worker: String, of server: SluiceServer) throws {
        port = try server.trafficPort
        host = "\(worker).localhost:\(port)"
    }

    /// Sends requests for as long as the body runs.
    func during<Value>(_ body: () async throws -> Value) async throws -> (Value, TrafficReport) {
        let stop = StopFlag()
        async let report = run(Self.requestLimit, until: stop)
        do {
            let value = try await body()
            stop.raise()
            return (value, await report)
        } catch {
            stop.raise()
            _ = await report
            throw error
        }
    }

    /// Sends a number of requests.
    func send(_ count: Int) async -> TrafficReport {
        await run(count, until: StopFlag())
    }

    private func run(_ count: Int, until stop: StopFlag) async -> TrafficReport {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "traffic").async {
                continuation.resume(returning: TrafficLoop(self, count: count, stop: stop).run())
            }
        }
    }
}

/// Tells a thread to end.
final class StopFlag: Sendable {
    private let value = Atomic<Bool>(false)

    var isRaised: Bool { value.load(ordering: .relaxed) }

    func raise() {
        value.store(true, ordering: .relaxed)
    }
}
