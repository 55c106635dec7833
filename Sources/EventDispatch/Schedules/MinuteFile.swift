import FoundationEssentials

/// A file that holds the last minute fired, as a number.
///
/// It is replaced as a whole, so a process that dies leaves the old or the new one. It is not flushed to the disk: a
/// minute may be fired twice if the machine loses power and is up again within that minute.
public struct MinuteFile: MinuteRecord {
    public let path: String

    /// The longest content that is read, in bytes.
    private static let maximumLength = 32

    public init(path: String) {
        self.path = path
    }

    /// Something that is not a number counts as nothing noted: the scheduler then begins with the next minute.
    public func lastMinute() throws -> UTCMinute? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let content = try Data(contentsOf: URL(filePath: path)).prefix(Self.maximumLength)
        return Int(String(decoding: content, as: UTF8.self)).map(UTCMinute.init)
    }

    public func note(_ minute: UTCMinute) throws {
        try Data(String(minute.number).utf8).write(to: URL(filePath: path), options: .atomic)
    }
}
