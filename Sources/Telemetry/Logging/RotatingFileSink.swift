import Glibc
import Synchronization

/// Appends log lines to `FOLDER/NAME.log`, closes the file as `NAME.NUMBER.log` when it is full, and removes the oldest
/// closed files, of all names, when the folder holds more than its cap.
///
/// Files are readable by their owner only. Lines that cannot be written (a full disk) are lost.
public final class RotatingFileSink: LogSink {
    public static let standardFileBytes = 8 * 1024 * 1024
    public static let standardFolderBytes = 128 * 1024 * 1024

    private struct State {
        var descriptor: Int32
        var byteCount: Int
    }

    /// Why a log file cannot be opened.
    public struct OpenFailed: Error, Hashable {
        public let path: String
        public let errno: Int32
    }

    private let folder: LogFolder
    private let name: String
    private let fileBytes: Int
    private let folderBytes: Int
    private let state: Mutex<State>

    /// Opens the file, in a folder that it makes if need be.
    ///
    /// - Throws: ``OpenFailed``.
    public init(
        folder path: String,
        name: String,
        fileBytes: Int = RotatingFileSink.standardFileBytes,
        folderBytes: Int = RotatingFileSink.standardFolderBytes
    ) throws {
        precondition(!name.contains("."), "the dots of a log's name are ours")
        folder = LogFolder(path: path)
        self.name = name
        self.fileBytes = fileBytes
        self.folderBytes = folderBytes
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw OpenFailed(path: path, errno: errno) }
        state = Mutex(try Self.open("\(path)/\(name).log"))
    }

    deinit {
        state.withLock { _ = close($0.descriptor) }
    }

    public func write(_ lines: [UInt8]) {
        state.withLock { state in
            if state.byteCount > 0, state.byteCount + lines.count > fileBytes { rotate(&state) }
            state.byteCount += FileOutput.write(lines, to: state.descriptor)
        }
    }

    public func flush() {}

    private func rotate(_ state: inout State) {
        let active = "\(folder.path)/\(name).log"
        let last = folder.files().filter { $0.name.hasPrefix("\(name).") }.compactMap(\.number).max() ?? 0
        // Where renaming fails the file goes on growing rather than being overwritten.
        guard rename(active, "\(folder.path)/\(name).\(last + 1).log") == 0,
            let new = try? Self.open(active)
        else { return }
        close(state.descriptor)
        state = new
        folder.prune(toBytes: folderBytes, activeFileBytes: fileBytes)
    }

    private static func open(_ path: String) throws -> State {
        let descriptor = Glibc.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw OpenFailed(path: path, errno: errno) }
        var information = stat()
        fstat(descriptor, &information)
        return State(descriptor: descriptor, byteCount: Int(information.st_size))
    }
}
