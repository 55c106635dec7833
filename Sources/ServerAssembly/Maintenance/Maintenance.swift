import FoundationEssentials
import FunctionPlane
import ReleaseCore
import ReleaseModel
import ResourceStorage
import SQLiteAccess
import StoreSQLite

/// What is done to a store as a whole, on its home folder and not over the API.
public struct Maintenance: Sendable {
    private let folder: HomeFolder

    /// Takes the absolute path of a home.
    public init(home: String) {
        folder = HomeFolder(home)
    }

    /// What ``check()`` found.
    public struct Finding: Sendable {
        /// How many of each were looked at, in order.
        public let counts: [(what: String, count: Int)]
        public let problems: [(code: String, text: String)]
    }

    /// Recomputes digests, the chain and all references, and opens all secrets if their keys are in the home; works
    /// beside a running server.
    public func check() async throws(StartFailure) -> Finding {
        try requireStore()
        let keys = try SecretKeyFile(folder).load()
        let report: CheckReport
        do {
            report = try await StoreCheck.run(folder.store, keys: keys)
        } catch {
            throw StartFailure(error)
        }
        let (resources, functions) = (try await checkResources(), try await checkFunctions())
        return Finding(
            counts: [
                ("revisions", report.revisions), ("events", report.events), ("workloads", report.workloads),
                ("versions", report.versions), ("deployments", report.deployments),
                ("snapshots", report.snapshots), ("blobs", report.blobs), ("triggers", report.triggers),
                ("secrets", report.secrets), ("accessKeys", report.accessKeys), ("namespaces", resources.namespaces),
                ("pairs", resources.pairs), ("calls", functions.calls),
            ],
            problems: report.problems.map { ($0.code.rawValue, $0.subject) }
                + (resources.findings.problems + functions.findings.problems).map { ($0.code.rawValue, $0.subject) }
        )
    }

    /// A home in which nothing was ever stored by a worker has no file of resources.
    private func checkResources() async throws(StartFailure) -> ResourceCheckReport {
        let path = folder.store.resources
        guard FileManager.default.fileExists(atPath: path) else { return ResourceCheckReport() }
        do {
            return try await ResourceCheck.run(path)
        } catch {
            throw StartFailure(error)
        }
    }

    /// Nor has one in which no function was ever called a file of calls.
    private func checkFunctions() async throws(StartFailure) -> InvocationCheck {
        let path = folder.store.functions
        guard FileManager.default.fileExists(atPath: path) else { return InvocationCheck() }
        do {
            return try await InvocationCheck.run(path)
        } catch {
            throw StartFailure(error)
        }
    }

    private static let companions = [
        CompanionFile(.resources, schema: ResourceStore.schema, tables: ResourceStore.tables),
        CompanionFile(.functions, schema: InvocationStore.schema, tables: InvocationStore.tables),
    ]

    /// Whether a backup holds the keys that open the secrets in it.
    public enum KeyPolicy: Sendable, Hashable {
        /// Whoever has the backup can read no secret, nor can a server that restores it without the keys.
        case apart
        case included
    }

    /// What ``backup(to:keys:)`` wrote.
    public struct Backup: Sendable, Hashable {
        public let revision: Int
        /// The secrets in it whose keys are not.
        public let sealedSecrets: Int
        /// The folder of the Prefect server that is kept running here, which is not in it; `nil` where there is none.
        public let prefect: String?
    }

    /// Writes the whole state of Sluice to one new file, beside a running server or not.
    public func backup(to file: String, keys policy: KeyPolicy) async throws(StartFailure) -> Backup {
        try requireStore()
        guard !FileManager.default.fileExists(atPath: file) else {
            throw StartFailure("\(file) exists", code: "file_exists", nextStep: "Choose a name that is free.")
        }
        PrivateFile.maskOthers()
        let keys = policy == .included ? try requireKeys() : nil
        do {
            let head = try await StoreBackup.make(
                of: folder.store,
                to: file,
                companions: Self.companions,
                at: Date(),
                keys: keys
            )
            let sealed = try await policy == .included ? 0 : SecretCensus.take(folder.store).total
            let hasPrefect = FileManager.default.fileExists(atPath: folder.prefect)
            return Backup(
                revision: head.revision.number,
                sealedSecrets: sealed,
                prefect: hasPrefect ? folder.prefect : nil
            )
        } catch {
            throw StartFailure(error)
        }
    }

    /// What ``restore(from:force:)`` brought back.
    public struct Restored: Sendable, Hashable {
        public let epoch: Int
        public let revision: Int
        /// The secrets that do not open with the keys that are now in the home.
        public let unreadableSecrets: Int
    }

    /// Replaces the state by a backup's in a new epoch; keys of secrets come back if the backup holds them.
    ///
    /// Without `force` only a home without state is written.
    public func restore(from file: String, force: Bool) async throws(StartFailure) -> Restored {
        guard FileManager.default.fileExists(atPath: file) else {
            throw StartFailure(
                "\(file) does not exist",
                code: "file_missing",
                nextStep: "Name a file that sluice backup wrote."
            )
        }
        PrivateFile.maskOthers()
        guard force || !FileManager.default.fileExists(atPath: folder.store.releases) else {
            throw StartFailure(
                "\(folder.path) holds state already",
                code: "home_not_empty",
                nextStep: "Restore to another --home, or replace this one with --force."
            )
        }
        // The restore takes the lock itself; here it is taken to say by which rule it would be refused.
        if FileManager.default.fileExists(atPath: folder.path) { _ = try folder.lock() }
        do throws(ReleaseError) {
            let head = try await StoreRestore.run(file, to: folder.store, companions: Self.companions, at: Date())
            return try await restored(head)
        } catch .storeCorrupt("archive", _) {
            throw StartFailure.archiveDamaged(file)
        } catch {
            throw StartFailure(error)
        }
    }

    /// Keys that cannot be read open nothing; a start says what is wrong with them.
    private func restored(_ head: StoreHead) async throws(ReleaseError) -> Restored {
        let keys = try? SecretKeyFile(folder).load()
        let unreadable = try await SecretCensus.take(folder.store).unreadable(with: keys)
        return Restored(epoch: head.epoch, revision: head.revision.number, unreadableSecrets: unreadable)
    }

    private func requireKeys() throws(StartFailure) -> [UInt8] {
        guard let keys = try SecretKeyFile(folder).contents() else {
            throw StartFailure(
                "\(folder.path) holds no keys of secrets",
                code: "secret_keys_missing",
                nextStep: "Leave out --with-keys."
            )
        }
        return keys
    }

    private func requireStore() throws(StartFailure) {
        guard FileManager.default.fileExists(atPath: folder.store.releases) else {
            throw StartFailure(
                "\(folder.path) holds no state",
                code: "home_empty",
                nextStep: "Name the folder of a server with --home or SLUICE_HOME."
            )
        }
    }
}
