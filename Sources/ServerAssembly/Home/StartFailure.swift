/// Why a server or a maintenance command cannot begin: for the person at the terminal.
public struct StartFailure: Error, Sendable, Hashable {
    public let message: String
    /// Stable, for scripts: `home_in_use`, `address_in_use`, …
    public let code: String
    public let nextStep: String?

    init(_ message: String, code: String, nextStep: String? = nil) {
        self.message = message
        self.code = code
        self.nextStep = nextStep
    }
}
