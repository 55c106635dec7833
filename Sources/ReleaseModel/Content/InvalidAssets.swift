/// Why uploaded static files, or the rules they come with, cannot become part of a snapshot.
public enum InvalidAssets: Error, Sendable, Hashable {
    case filePath(String)
    case fileRepeated(String)
    case tooManyFiles(count: Int, limit: Int)
    /// Sizes in bytes; a size below zero is refused as well.
    case fileSize(path: String, size: Int, limit: Int)
    case contentType(path: String)
    case tooManyWorkerFirstPaths(count: Int, limit: Int)
    case workerFirstPath(String)
    /// Paths that are excepted, but none to except them from.
    case onlyNegativeWorkerFirstPaths
    /// Sizes in bytes.
    case ruleFileTooLarge(size: Int, limit: Int)
}
