import Glibc
public import ReleaseCore

/// The folder in which a server keeps its state, and the names of the store's files in it.
public struct StoreLocation: Sendable, Hashable {
    public let home: String

    public init(home: String) {
        self.home = home
    }

    /// The release facts.
    public var releases: String { "\(home)/sluice.db" }
    /// The bytes of modules.
    public var blobs: String { "\(home)/blobs.db" }
    /// What versions bind to; its tables are another module's, see ``CompanionFile``.
    public var resources: String { path(of: .resources) }
    /// Accepted calls of functions; its tables are another module's, see ``CompanionFile``.
    public var functions: String { path(of: .functions) }
    /// The keys of the secrets in the release database; the store never reads them, but a restore brings them back.
    public var secretKeys: String { "\(home)/secret-keys.json" }
    /// Held by the server that runs on this home; see ``HomeLock``.
    public var serverLock: String { "\(home)/server.lock" }
    /// Held, exclusively, by the collection of garbage and, shared, by a backup.
    var collectionLock: String { "\(home)/collection.lock" }

    func path(of companion: CompanionFile.Role) -> String {
        switch companion {
        case .resources: "\(home)/resources.db"
        case .functions: "\(home)/functions.db"
        }
    }

    /// Makes the folder, for its owner alone.
    ///
    /// An empty folder that others may enter is closed to them. One that has content is refused, because nobody can
    /// say whether what lies there was meant to be private, and closing a folder such as `/tmp` would break others.
    public func prepare() throws(ReleaseError) {
        if mkdir(home, 0o700) == 0 { return }
        guard errno == EEXIST else { throw FileSystem.failure("create \(home)") }
        var status = stat()
        guard stat(home, &status) == 0 else { throw FileSystem.failure("inspect \(home)") }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw refusal("it is not a folder") }
        guard status.st_uid == geteuid() else { throw refusal("it belongs to another user") }
        guard status.st_mode & 0o077 != 0 else { return }
        guard try isEmpty() else {
            throw refusal("others may enter it, and there are files in it; chmod 700 \(home) closes it")
        }
        guard chmod(home, 0o700) == 0 else { throw FileSystem.failure("close \(home) to others") }
    }

    private func refusal(_ cause: String) -> ReleaseError {
        .storeUnavailable(operation: "use \(home) as home", cause: cause)
    }

    private func isEmpty() throws(ReleaseError) -> Bool {
        guard let folder = opendir(home) else { throw FileSystem.failure("list \(home)") }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        // Every folder holds `.` and `..`.
        return count <= 2
    }
}
