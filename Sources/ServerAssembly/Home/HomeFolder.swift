import Glibc
import ReleaseCore
import StoreSQLite

/// The folder that holds all state of one server, by the names of its files.
struct HomeFolder: Sendable, Hashable {
    let store: StoreLocation

    init(_ path: String) {
        store = StoreLocation(home: path)
    }

    var path: String { store.home }
    var adminToken: String { "\(path)/admin-token" }
    /// What opens the secrets in the store; see ``SecretKeyFile``.
    var secretKeys: String { store.secretKeys }
    var endpoints: String { "\(path)/endpoints.json" }
    var logs: String { "\(path)/logs" }
    /// Sockets, and what is worth nothing once the processes are gone.
    var run: String { "\(path)/run" }
    /// Where the data process answers the control process.
    var dataSocket: String { "\(run)/data.sock" }
    /// Where workers call one another.
    var callSocket: String { "\(run)/call.sock" }
    /// Where the data process takes calls of functions from the control process and the gateway.
    var functionSocket: String { "\(run)/functions.sock" }
    /// The packages of functions, unpacked.
    var functionCode: String { "\(run)/code" }
    /// The state of a supervised Prefect server.
    var prefect: String { "\(path)/prefect" }
    /// The last minute in which schedules were fired.
    var lastMinute: String { "\(run)/minute" }

    /// The bytes of `sun_path` without the closing zero (unix(7)).
    static let socketPathLimit = 107

    /// Makes the folder with its subfolders, all open to their owner alone.
    func prepare() throws(StartFailure) {
        guard functionSocket.utf8.count <= Self.socketPathLimit else {
            throw StartFailure(
                "the path \(functionSocket) is too long for a Unix socket (at most \(Self.socketPathLimit) bytes)",
                code: "home_path_too_long",
                nextStep: "Choose a shorter --home."
            )
        }
        do {
            try store.prepare()
        } catch .storeUnavailable(let operation, let cause) {
            throw StartFailure(
                "cannot \(operation): \(cause)",
                code: "home_unusable",
                nextStep: "Mend that, or choose another --home."
            )
        } catch {
            throw StartFailure(error)
        }
        for folder in [logs, run] { try Self.makePrivate(folder) }
    }

    /// Makes a folder, unless it is there, and closes it to all but its owner.
    static func makePrivate(_ folder: String) throws(StartFailure) {
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST, chmod(folder, 0o700) == 0 else {
            throw StartFailure("cannot create \(folder): \(systemMessage(errno))", code: "home_unusable")
        }
    }

    /// Takes what the one server on this home holds as long as it runs.
    func lock() throws(StartFailure) -> HomeLock {
        do throws(ReleaseError) {
            if let lock = try HomeLock(taking: store.serverLock, .exclusive) { return lock }
        } catch {
            throw StartFailure(error)
        }
        throw .homeInUse(path)
    }
}

/// What the system calls an error.
func systemMessage(_ code: Int32) -> String {
    String(cString: strerror(code))
}
