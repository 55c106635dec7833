import Glibc
import RuntimeSupervision

/// How many processes may stand by for a rollback.
struct StandbyBudget: Sendable, Hashable {
    /// Of the machine's memory, one part in this many.
    static let partOfMemory = 4
    /// Of the instances that may exist at once, one part in this many, so that standbys never keep requests out.
    static let partOfInstances = 4
    /// What a resident version takes, with room for its own data, in bytes.
    static let assumedBytes = 64 << 20

    /// At least one.
    let processes: Int

    /// `memory` is the machine's, in bytes; `instances` is the most that may exist at once.
    init(memory: Int, instances: Int) {
        let affordable = memory / Self.partOfMemory / Self.assumedBytes
        processes = max(1, min(affordable, instances / Self.partOfInstances))
    }

    /// The budget of this machine.
    init(_ limits: RuntimeLimits) {
        let pages = max(0, sysconf(Int32(_SC_PHYS_PAGES)))
        let pageBytes = max(0, sysconf(Int32(_SC_PAGESIZE)))
        self.init(memory: pages * pageBytes, instances: limits.instances)
    }
}
