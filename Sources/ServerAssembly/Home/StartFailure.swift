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

    init(_ error: ReleaseError) {
        switch error {
        case .schemaTooNew(let found, let supported):
            self.init(
                "the store has schema \(found); this version of Sluice knows up to \(supported)",
                code: "schema_too_new",
                nextStep: "Run the version of Sluice that wrote it, or a newer one."
            )
        case .storeUnavailable(let operation, let cause):
            self.init("cannot \(operation): \(cause)", code: "store_unavailable")
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
