import GatewayPlane
import Lifecycle
import ReleaseModel
import RuntimeSupervision
import StaticAssets
import Synchronization
import Telemetry

/// Where the gateway's loops, which cannot wait, ask for static files.
///
/// What is in memory is answered at once; everything else is read one after the other, as the store does anyway.
final class AssetDesk: Service, AssetSource {
    let name = "static files"

    /// The most questions that wait for the store; more are refused.
    static let maximumWaiting = 4_096

    private typealias Work = @Sendable () async -> Void

    private let library: AssetLibrary
    private let log: Log
    private let work: AsyncStream<Work>
    private let queue: AsyncStream<Work>.Continuation

    init(library: AssetLibrary, log: Log) {
        self.library = library
        self.log = log
        (work, queue) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.maximumWaiting))
    }

    func run() async throws {
        for await work in work { await work() }
    }

    func table(
        of target: InstanceTarget,
        completion: @escaping @Sendable (Result<AssetTable, InstanceUnavailable>) -> Void
    ) {
        let key = InstanceKey(workload: target.workload, version: target.version, component: target.component)
        let isWaiting = enqueue { [library, log] in
            do {
                completion(.success(try await library.table(of: key)))
            } catch {
                log.error(
                    "static files cannot be read",
                    ["version": .string("\(key.version)"), "error": LogValue(error)]
                )
                completion(.failure(InstanceUnavailable(.startFailed, detail: "its static files cannot be read")))
            }
        }
        guard !isWaiting else { return }
        let busy = InstanceUnavailable(.noCapacity, detail: "too many files are wanted", retryAfter: .seconds(1))
        completion(.failure(busy))
    }

    func read(
        _ slice: AssetResponse.Slice,
        of target: InstanceTarget,
        completion: @escaping @Sendable ([UInt8]?) -> Void
    ) {
        if let piece = library.pieceAtHand(slice) { return completion(piece) }
        let isWaiting = enqueue { [library, log] in
            do {
                completion(try await library.piece(slice, of: target.workload))
            } catch {
                log.error(
                    "a static file cannot be read",
                    ["file": .string("\(slice.digest)"), "error": LogValue(error)]
                )
                completion(nil)
            }
        }
        if !isWaiting { completion(nil) }
    }

    private func enqueue(_ work: @escaping Work) -> Bool {
        if case .enqueued = queue.yield(work) { true } else { false }
    }
}
