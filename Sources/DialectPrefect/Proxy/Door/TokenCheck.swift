import FoundationEssentials
import ReleaseCore
import ReleaseModel

/// Finds out what a token of Sluice's is worth at the Prefect listener.
struct TokenCheck: Sendable {
    let access: any AccessStore
    /// The account whose deployments are kept here; tokens of others are unknown.
    let account: Account.ID
    let now: @Sendable () -> Date

    /// Returns the token if it is valid and allows that much.
    func verify(
        _ presented: PresentedToken,
        for scope: AccessToken.Scope
    ) async throws(DoorRefusal) -> AccessToken {
        let found: AccessToken?
        do {
            found = try await access.token(hash: TokenSecret.hash(of: presented.secret))
        } catch {
            throw .storeUnavailable
        }
        guard let token = found, token.account == account, token.isValid(at: now()) else { throw .tokenInvalid }
        guard token.allows(scope) else { throw .scopeMissing(scope) }
        return token
    }
}
