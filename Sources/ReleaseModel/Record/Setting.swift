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
        /// `on` or `off`: whether the workload answers on its own host under the operator's domain. On unless set.
        case host
        /// What a dialect keeps with the workload: a JSON document of at most ``maximumDocumentBytes``.
        case document

        /// The longest ``document``.
        public static let maximumDocumentBytes = 64 * 1_024

        /// Those that people set.
        public static let allCases: [Name] = [.versionHeaders, .previews, .versionOverrides, .host]

        /// The values a client may give; empty for a document, which only a dialect writes.
        public var allowedValues: [String] {
            switch self {
            case .versionHeaders, .previews, .host: ["on", "off"]
            case .versionOverrides: ["anyone", "off"]
            case .document: []
            }
        }

        public var defaultValue: String {
            switch self {
            case .versionHeaders: "off"
            case .previews, .host: "on"
            case .document: "{}"
            case .versionOverrides: "anyone"
            }
        }
    }
}
