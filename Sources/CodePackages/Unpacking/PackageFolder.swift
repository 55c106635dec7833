import FoundationEssentials
import Glibc

/// A new folder that a package is written into, by paths relative to it.
///
/// Everything in it is created anew and closed to others until ``open()``; nothing is ever replaced or followed.
struct PackageFolder: ~Copyable {
    /// A file that is being written.
    struct File: ~Copyable {
        fileprivate let descriptor: Int32
        fileprivate let path: String

        func write(_ bytes: UnsafeRawBufferPointer) throws(PackageFailure) {
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { throw PackageFolder.failure("write \(path.debugDescription)") }
                rest = rest.dropFirst(count)
            }
        }
    }

    private static let closedMode: mode_t = 0o700
    private static let openMode: mode_t = 0o755

    private let descriptor: Int32

    init(creating path: String) throws(PackageFailure) {
        guard mkdir(path, Self.closedMode) == 0 else { throw Self.failure("create \(path)") }
        let folder = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard folder >= 0 else { throw Self.failure("open \(path)") }
        descriptor = folder
    }

    deinit {
        close(descriptor)
    }

    func makeFolder(_ path: String) throws(PackageFailure) {
        guard mkdirat(descriptor, path, Self.closedMode) == 0 else {
            throw Self.failure("create \(path.debugDescription)")
        }
    }

    // Inlined, it ends the optimizer of Swift 6.3 with an assertion.
    @inline(never)
    func writeFile(
        _ path: String,
        isExecutable: Bool,
        _ body: (borrowing File) throws(PackageFailure) -> Void
    ) throws(PackageFailure) {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let file = openat(descriptor, path, flags, 0o600)
        guard file >= 0 else { throw Self.failure("create \(path.debugDescription)") }
        defer { close(file) }
        try body(File(descriptor: file, path: path))
        guard fchmod(file, isExecutable ? 0o555 : 0o444) == 0 else {
            throw Self.failure("set the mode of \(path.debugDescription)")
        }
    }

    func makeLink(_ path: String, to target: String) throws(PackageFailure) {
        guard symlinkat(target, descriptor, path) == 0 else {
            throw Self.failure("create \(path.debugDescription)")
        }
    }

    /// Lets others into a folder below this one.
    func openFolder(_ path: String) throws(PackageFailure) {
        guard fchmodat(descriptor, path, Self.openMode, 0) == 0 else {
            throw Self.failure("set the mode of \(path.debugDescription)")
        }
    }

    /// Lets others in.
    func open() throws(PackageFailure) {
        guard fchmod(descriptor, Self.openMode) == 0 else { throw Self.failure("set the folder's mode") }
    }

    /// Gives a complete folder its name; if another has it meanwhile, that one stays and this one goes.
    static func move(_ path: String, to final: String) throws(PackageFailure) {
        guard rename(path, final) != 0 else { return }
        guard errno == ENOTEMPTY || errno == EEXIST else { throw failure("rename \(path)") }
        try remove(path)
    }

    /// Removes a folder and all in it, and follows no link; one that is not there is as good.
    static func remove(_ path: String) throws(PackageFailure) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            guard errno == ENOENT else { throw failure("remove \(path)") }
            return
        }
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            throw .system(operation: "remove \(path)", cause: "\(error)")
        }
    }

    /// The error of the last call that failed.
    static func failure(_ operation: String) -> PackageFailure {
        .system(operation: operation, cause: String(cString: strerror(errno)))
    }
}
