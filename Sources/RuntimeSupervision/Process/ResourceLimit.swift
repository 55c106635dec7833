import CSystem
import Glibc

/// A limit that the kernel holds a process to; soft and hard limit are the same.
public enum ResourceLimit: Sendable, Hashable {
    case openFiles(Int)
    /// Core files carry memory, and with it secrets, to disk.
    case coreFile(bytes: Int)
    case fileSize(bytes: Int)

    var raw: system_limit {
        switch self {
        case .openFiles(let count): Self.raw(RLIMIT_NOFILE, count)
        case .coreFile(let bytes): Self.raw(RLIMIT_CORE, bytes)
        case .fileSize(let bytes): Self.raw(RLIMIT_FSIZE, bytes)
        }
    }

    private static func raw(_ resource: __rlimit_resource, _ value: Int) -> system_limit {
        system_limit(resource: Int32(resource.rawValue), value: UInt64(value))
    }
}
