/// A mutable, logged property of a workload, or of what a part of it leads to; never part of a version.
public struct Setting: Sendable, Hashable {
    public let workload: Workload.ID
    public let name: Name
    public let scope: Scope
    public let value: String
    /// The revision that set it; it serves as the setting's ETag.
    public let revision: Revision

    public init(workload: Workload.ID, name: Name, scope: Scope = .workload, value: String, revision: Revision) {
        self.workload = workload
        self.name = name
        self.scope = scope
        self.value = value
        self.revision = revision
    }

    /// What a setting is about.
    public struct Scope: Sendable, Hashable {
        /// How callers name what they call: an alias, a version's number, `LATEST`; empty for all.
        public let target: String
        /// A component; empty for all.
        public let component: String

        public init(target: String, component: String) {
            self.target = target
            self.component = component
        }

        /// All of the workload.
        public static let workload = Scope(target: "", component: "")
    }

    public enum Name: String, Sendable, Hashable, CaseIterable {
        /// `on` or `off`: whether answers carry `Sluice-Version` and `Sluice-Revision`. Off unless set.
        case versionHeaders = "version-headers"
        /// `on` or `off`: whether versions and aliases answer on preview hosts. On unless set.
        case previews
        /// An ``AccessPolicy``: who may choose a version of the deployment by request header. `anyone` unless set.
        case versionOverrides = "version-overrides"
        /// An ``AccessPolicy``: whose request may bring an affinity key of its own. `anyone` unless set.
        case affinityKeys = "affinity-keys"
        /// An ``AccessPolicy``: whom preview hosts answer, where there are any. `anyone` unless set.
        ///
        /// Apart from ``previews``, which dialects switch: what the operator closes, no upload opens.
        case previewAccess = "preview-access"
        /// `on` or `off`: whether the workload answers on its own host under the operator's domain. On unless set.
        case host
        /// The ``Digest`` of the access token that policies ask for, in hexadecimal; empty for none.
        case accessToken = "access-token"
        /// What a dialect keeps with the workload: a JSON document of at most ``maximumDocumentBytes``.
        case document
        /// How many instances are kept ready: ``ProvisionedInstances`` by target and function.
        case provisionedInstances = "provisioned-instances"
        /// How many instances there may be: ``OnDemandInstances`` by target and function.
        case onDemandInstances = "on-demand-instances"
        /// What becomes of calls that nobody waits for: ``AsynchronousCalls`` by target and function.
        case asynchronousCalls = "asynchronous-calls"
        /// Words that people put on a service: a JSON object of texts.
        case tags

        /// The longest ``document``.
        public static let maximumDocumentBytes = 64 * 1_024

        /// Those that people set.
        public static let allCases: [Name] = [
            .versionHeaders, .previews, .previewAccess, .versionOverrides, .affinityKeys, .host,
        ]

        /// The values a client may give; empty for what clients do not write as such.
        public var allowedValues: [String] {
            switch self {
            case .versionHeaders, .previews, .host: ["on", "off"]
            case .versionOverrides, .affinityKeys, .previewAccess: AccessPolicy.allCases.map(\.rawValue)
            case .accessToken, .document, .provisionedInstances, .onDemandInstances, .asynchronousCalls, .tags: []
            }
        }

        public var defaultValue: String {
            switch self {
            case .versionHeaders: "off"
            case .previews, .host: "on"
            case .accessToken: ""
            case .document, .provisionedInstances, .onDemandInstances, .asynchronousCalls, .tags: "{}"
            case .versionOverrides, .affinityKeys, .previewAccess: AccessPolicy.anyone.rawValue
            }
        }
    }
}
