/// A mutable, logged property of a workload; never part of a version.
public struct Setting: Sendable, Hashable {
    public let workload: Workload.ID
    public let name: Name
    public let value: String
    /// The revision that set it; it serves as the setting's ETag.
    public let revision: Revision

    public init(workload: Workload.ID, name: Name, value: String, revision: Revision) {
        self.workload = workload
        self.name = name
        self.value = value
        self.revision = revision
    }

    public enum Name: String, Sendable, Hashable, CaseIterable {
        /// `on` or `off`: whether answers carry `Sluice-Version` and `Sluice-Revision`. Off unless set.
        case versionHeaders = "version-headers"
        /// `on` or `off`: whether versions and aliases answer on preview hosts. On unless set.
        case previews
        /// `anyone` or `off`: who may choose a version of the deployment by request header. `anyone` unless set.
        case versionOverrides = "version-overrides"

        public var allowedValues: [String] {
            switch self {
            case .versionHeaders, .previews: ["on", "off"]
            case .versionOverrides: ["anyone", "off"]
            }
        }

        public var defaultValue: String {
            switch self {
            case .versionHeaders: "off"
            case .previews: "on"
            case .versionOverrides: "anyone"
            }
        }
    }
}
