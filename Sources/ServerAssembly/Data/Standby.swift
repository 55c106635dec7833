import Glibc
import RuntimeSupervision

/// How many processes may stand by for a rollback.
enum Standby {
    /// The part of the machine's memory that standbys may use.
    static let memoryShare = 0.25
    /// What a resident version takes, with room for its own data, in bytes.
    static let assumedBytes = 64 << 20

    static let maximumProcesses: Int = {
        let memory = Double(sysconf(Int32(_SC_PHYS_PAGES))) * Double(sysconf(Int32(_SC_PAGESIZE)))
        return max(1, Int(memory * memoryShare) / assumedBytes)
    }()
}
