import FoundationEssentials
import HTTPModel

/// What the Prefect server wants in writes while its protection against forged ones is on; it is off by default.
///
/// The pass is fetched when a write is refused for the want of it, which also renews one that has expired. The server
/// keeps one for each name of a client, so each pass has a name of its own: two that are fetched at once both hold.
struct CSRFPass: Sendable {
    private let client: HTTPFieldValue
    private let token: HTTPFieldValue

    /// Reads the answer to a request for the ``target(for:)`` of a new client.
    init?(_ answer: UpstreamAnswer, for client: UUID) {
        guard answer.status.isSuccess, let token = answer.json?["token"]?.string,
            let value = try? HTTPFieldValue(token)
        else { return nil }
        self.client = HTTPFieldValue(stringLiteral: client.uuidString)
        self.token = value
    }

    /// Where a pass is given out.
    static func target(for client: UUID) -> HTTPTarget {
        HTTPTarget(stringLiteral: "/api/csrf-token?client=\(client.uuidString)")
    }

    /// Whether an answer refuses a write for the want of a pass.
    static func isMissing(in answer: UpstreamAnswer) -> Bool {
        guard answer.status == .forbidden, let detail = answer.json?["detail"]?.string else { return false }
        return detail.contains("CSRF") || detail.contains("client identifier")
    }

    func show(in fields: inout HTTPFields) {
        fields.set("Prefect-Csrf-Token", to: token)
        fields.set("Prefect-Csrf-Client", to: client)
    }
}
