import Glibc

/// The free space that uploads leave to everything else, so that deployments go on when content no longer fits.
public enum DiskReserve: Sendable, Hashable {
    case bytes(Int)
    /// 5 % of the file system, and no more than 512 MiB.
    case standard

    /// The largest reserve that ``standard`` asks for, in bytes.
    public static let standardLimit = 512 << 20

    /// Refuses with ``StoreFailure/diskReserve(freeBytes:reserveBytes:)`` when less is free than the reserve.
    public func require(in folder: String) throws(StoreFailure) {
        var status = statvfs()
        guard statvfs(folder, &status) == 0 else { throw .system("measure the disk of \(folder)") }
        let unit = Int(status.f_frsize)
        let free = Int(status.f_bavail) * unit
        let reserve =
            switch self {
            case .bytes(let bytes): bytes
            case .standard: min(Self.standardLimit, Int(status.f_blocks) * unit / 20)
            }
        guard free >= reserve else { throw .diskReserve(freeBytes: free, reserveBytes: reserve) }
    }
}
