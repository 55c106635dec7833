public import SQLiteAccess

/// What a check of the resources found.
public struct ResourceCheckReport: Sendable, Hashable {
    public internal(set) var namespaces = 0
    public internal(set) var pairs = 0
    public internal(set) var findings = FileFindings()

    /// Says that there is nothing, and nothing wrong with it.
    public init() {}
}
