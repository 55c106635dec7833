/// How large a package may be.
public struct PackageLimits: Sendable, Hashable {
    /// In bytes, of the zip itself: what the vendor takes in one call.
    public var zipSize: Int
    /// In bytes, of all files together once they are unpacked.
    public var unpackedSize: Int
    /// Of files, links and folders, also of those folders that only paths mention.
    public var entries: Int
    /// How many times the bytes of its zip a package may unpack to, once it is larger than ``unsuspiciousSize``.
    ///
    /// Code and text reach about 10, and deflate itself ends at 1,032.
    public var ratio: Int
    /// In bytes: the unpacked size up to which no ratio is too high.
    public var unsuspiciousSize: Int

    public init(
        zipSize: Int = 100 << 20,
        unpackedSize: Int = 500 << 20,
        entries: Int = 100_000,
        ratio: Int = 250,
        unsuspiciousSize: Int = 16 << 20
    ) {
        self.zipSize = zipSize
        self.unpackedSize = unpackedSize
        self.entries = entries
        self.ratio = ratio
        self.unsuspiciousSize = unsuspiciousSize
    }

    public static let standard = PackageLimits()
    /// In bytes: the longest target of a symbolic link, as Linux has it.
    public static let linkTargetLength = 4_095
}
