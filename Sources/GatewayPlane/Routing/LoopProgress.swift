import ReleaseModel
import Synchronization

/// Which table a loop has taken, for others to read.
final class LoopProgress: Sendable {
    private let generation = Atomic<UInt64>(0)
    private let revision = Atomic<Int>(0)

    func report(_ root: RoutingRoot) {
        revision.store(root.revision.number, ordering: .sequentiallyConsistent)
        generation.store(root.generation, ordering: .sequentiallyConsistent)
    }

    var takenRevision: Revision { Revision(revision.load(ordering: .sequentiallyConsistent)) }
    var takenGeneration: UInt64 { generation.load(ordering: .sequentiallyConsistent) }
}
