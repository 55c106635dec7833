public import ReleaseModel

/// Which events of a workload a tail shows.
public struct TailFilter: Sendable, Hashable {
    /// Only this version's events; all versions' when absent.
    public let version: Version.ID?
    /// Only events of this level and above.
    public let minimumLevel: Level
    /// Only exceptions and events of the level `error`.
    public let errorsOnly: Bool

    public init(version: Version.ID? = nil, minimumLevel: Level = .debug, errorsOnly: Bool = false) {
        self.version = version
        self.minimumLevel = minimumLevel
        self.errorsOnly = errorsOnly
    }

    /// From the least to the most serious.
    public enum Level: String, Sendable, Hashable, CaseIterable {
        case debug, info, log, warn, error
    }
}
