import FoundationEssentials
import NativeAPI
import ReleaseCore
import ReleaseModel

/// The bootstrap token: made at the first start, kept in a file that only its owner may read.
struct AdminToken: Sendable {
    /// Whose name its deployments carry.
    static let owner = "admin"

    let folder: HomeFolder
    let access: any AccessStore
    let issuer: TokenIssuer

    /// Makes a token unless the file holds one that this store accepts.
    func ensure(account: Account.ID, now: Date) async throws {
        if let secret = PrivateFile.read(folder.adminToken),
            let known = try await access.token(hash: TokenSecret.hash(of: secret)), known.isValid(at: now)
        {
            return
        }
        let issued = try await issuer.issue(to: Self.owner, scopes: [.admin], account: account)
        try PrivateFile.write(issued.secret + "\n", to: folder.adminToken)
    }
}
