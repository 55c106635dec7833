/// How it stands with the Prefect server that this one stands in front of.
public struct WirePrefectStatus: Codable, Sendable {
    /// Where Prefect's clients and pages are led to.
    public let url: String
    /// Where the server behind it is.
    public let upstream: String
    /// Whether that answers now.
    public let answers: Bool
    /// How many flows have a history.
    public let flows: Int
    /// Changes of flows that were begun and not finished.
    public let openChanges: Int
    /// How long ago the oldest of them was begun; absent where there is none.
    public let oldestChangeSeconds: Double?
    /// What is wrong; also among the warnings of the whole.
    public let warnings: [String]

    public init(
        url: String,
        upstream: String,
        answers: Bool,
        flows: Int,
        openChanges: Int,
        oldestChangeSeconds: Double?,
        warnings: [String]
    ) {
        self.url = url
        self.upstream = upstream
        self.answers = answers
        self.flows = flows
        self.openChanges = openChanges
        self.oldestChangeSeconds = oldestChangeSeconds
        self.warnings = warnings
    }
}
