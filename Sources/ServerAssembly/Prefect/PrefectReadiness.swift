/// Whether the Prefect server answered soon after the start.
public struct PrefectReadiness: Sendable, Hashable {
    /// Where Prefect's clients and pages are led to.
    public let url: String
    /// Where the server behind it is.
    public let upstream: String
    public let isAnswering: Bool
}
