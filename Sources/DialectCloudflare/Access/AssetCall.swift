import HTTPModel
import ReleaseCore
import ReleaseModel

/// A request of somebody who uploads static files.
struct AssetCall: Sendable {
    let request: HTTPRequest
    let session: AssetSession.ID
    let account: Account.ID

    /// Whether contents come as base64, as every client sends them.
    var isBase64: Bool { ["true", "1"].contains(request.target.query["base64"]) }
}
