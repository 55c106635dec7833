/// A refusal, as problem details (RFC 9457).
public struct WireProblem: Codable, Sendable, Error {
    /// The URI of the problem's kind, `urn:sluice:problem:` and the code: API, gateway and engines alike.
    public let type: String
    public let title: String
    public let status: Int
    /// What happened, with the name the caller used.
    public let detail: String
    /// Stable, for programs: `version_not_found`.
    public let code: String
    /// What to do about it.
    public let nextStep: String
    /// What an ambiguous name may mean, or who refers to what was to be deleted.
    public let candidates: [String]?
    public let requestId: String?

    public init(
        title: String,
        status: Int,
        detail: String,
        code: String,
        nextStep: String,
        candidates: [String]? = nil,
        requestId: String? = nil
    ) {
        self.type = "urn:sluice:problem:\(code)"
        self.title = title
        self.status = status
        self.detail = detail
        self.code = code
        self.nextStep = nextStep
        self.candidates = candidates
        self.requestId = requestId
    }

    /// The media type of RFC 9457.
    public static let mediaType = "application/problem+json"
}
