import ReleaseModel

/// The worker that a service binding names: a name within an account.
struct ServiceName {
    let account: Account.ID
    let worker: String

    /// Reads `ACCOUNT/NAME`.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let account = Account.ID(String(parts[0])) else { return nil }
        self.account = account
        worker = String(parts[1])
    }
}
