import FoundationEssentials
import Lifecycle
import ResourceStorage
import StoreSQLite
import Telemetry

/// Drops content that nothing refers to any more, and pairs that have expired, once an hour.
struct GarbageCollection: Service {
    let name = "garbage collection"
    static let interval: Duration = .seconds(3_600)

    let store: SQLiteStore
    let resources: ResourceStore
    let log: Log

    func run() async throws {
        while true {
            try await Task.sleep(for: Self.interval)
            do {
                _ = try await resources.sweep(now: Date())
                guard let collected = try await store.collectGarbage() else { continue }
                log.info(
                    "collected garbage",
                    [
                        "snapshots": .integer(collected.snapshots), "blobs": .integer(collected.blobs),
                        "secrets": .integer(collected.secrets),
                    ]
                )
            } catch {
                log.warning("cannot collect garbage", ["error": LogValue(error)])
            }
        }
    }
}
