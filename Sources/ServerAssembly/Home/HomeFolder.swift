import FoundationEssentials
import Glibc

/// The folder that holds all state of one server, by the names of its files.
public struct HomeFolder: Sendable, Hashable {
    /// The absolute path.
    public let path: String

    public init(_ path: String) {
        self.path = path
    }

    var lock: String { "\(path)/lock" }
    var adminToken: String { "\(path)/admin-token" }
    var endpoints: String { "\(path)/endpoints.json" }
    var logs: String { "\(path)/logs" }
    /// Sockets, and what is worth nothing once the processes are gone.
    var run: String { "\(path)/run" }
    /// Where the data process answers the control process.
    var dataSocket: String { "\(run)/data.sock" }

    /// Makes the folder with its subfolders, all open to their owner alone.
    func prepare() throws(StartFailure) {
        for folder in [path, logs, run] {
            guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
                throw StartFailure("cannot create \(folder): \(SystemError.text(errno))", code: "home_unusable")
            }
            guard chmod(folder, 0o700) == 0 else {
                throw StartFailure("cannot protect \(folder): \(SystemError.text(errno))", code: "home_unusable")
            }
        }
        guard dataSocket.utf8.count < SystemError.socketPathLimit else {
            throw StartFailure(
                "the path \(dataSocket) is too long for a Unix socket (at most \(SystemError.socketPathLimit - 1) bytes)",
                code: "home_path_too_long",
                nextStep: "Choose a shorter --home."
            )
        }
    }
}

/// What the system said.
enum SystemError {
    /// The bytes of `sun_path`, the closing zero included (unix(7)).
    static let socketPathLimit = 108

    static func text(_ code: Int32) -> String {
        String(cString: strerror(code))
    }
}
