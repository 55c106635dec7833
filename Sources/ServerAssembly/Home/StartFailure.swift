import ReleaseCore

/// Why a server or a maintenance command cannot begin: for the person at the terminal.
public struct StartFailure: Error, Sendable, Hashable {
    public let message: String
    /// Stable, for scripts, such as `home_in_use` and `address_in_use`.
    public let code: String
    public let nextStep: String?

    init(_ message: String, code: String, nextStep: String? = nil) {
        self.message = message
        self.code = code
        self.nextStep = nextStep
    }

    /// Says that a server holds the lock of a home.
    static func homeInUse(_ path: String) -> StartFailure {
        StartFailure(
            "another server runs on \(path)",
            code: "home_in_use",
            nextStep: "Stop it, or choose another --home."
        )
    }

    /// Says that a file is no archive, or not a whole one any more.
    static func archiveDamaged(_ file: String) -> StartFailure {
        StartFailure(
            "\(file) is no backup, or not a whole one",
            code: "archive_damaged",
            nextStep: "Restore another file that sluice backup wrote; nothing was changed."
        )
    }

    init(_ error: ReleaseError) {
        switch error {
        case .schemaTooNew(let found, let supported):
            self.init(
                "the store has schema \(found); this version of Sluice knows up to \(supported)",
                code: "schema_too_new",
                nextStep: "Run the version of Sluice that wrote it, or a newer one."
            )
        case .storeUnavailable(let operation, let cause):
            self.init(
                "cannot \(operation): \(cause)",
                code: "store_unavailable",
                nextStep: "Remove the cause, or choose another folder with --home."
            )
        case .storeCorrupt(let what, let cause):
            self.init(
                "\(what) is damaged: \(cause)",
                code: "store_corrupt",
                nextStep: "Restore a backup with: sluice restore FILE"
            )
        default:
            self.init(String(describing: error), code: "store_unavailable")
        }
    }
}
