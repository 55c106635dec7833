import ReleaseModel
import Synchronization

/// Where the routing table is published to all loops.
///
/// A loop compares ``generation`` with the one it knows when a request's head is complete: one atomic load. Only on a
/// change does it fetch the new table. So a request that begins after ``apply(_:)`` has returned is served by the new
/// table, whichever loop it reaches.
final class RoutingBoard: Sendable {
    /// Published last, sequentially consistently; loaded with acquire.
    let generation = Atomic<UInt64>(0)
    private let writer = Mutex(RoutingWriter())
    private let published = Mutex(RoutingRoot())

    /// Makes the delta the law for every request that begins from now on.
    ///
    /// Returns false, and changes nothing, for a partial delta that is not newer than the table.
    func apply(_ delta: RoutingDelta) -> Bool {
        writer.withLock { writer in
            guard writer.apply(delta) else { return false }
            let root = writer.root
            published.withLock { $0 = root }
            generation.store(root.generation, ordering: .sequentiallyConsistent)
            return true
        }
    }

    var root: RoutingRoot {
        published.withLock { $0 }
    }
}
