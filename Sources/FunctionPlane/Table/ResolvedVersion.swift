import ReleaseModel

/// The state of a service that a call is about.
struct ResolvedVersion: Sendable, Hashable {
    let workload: Workload
    let qualifier: Qualifier
    let version: VersionRoute
    /// Whether it is the head, whose content may be another a moment later.
    let isHead: Bool

    /// `LATEST` or the number, as answers name it.
    var label: String { isHead ? Qualifier.latestName : "\(version.number)" }

    /// As functions are told: the number, and nothing for the head.
    var versionID: String { isHead ? "" : "\(version.number)" }
}
