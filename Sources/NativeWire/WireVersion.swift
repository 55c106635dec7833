/// A version, as lists and views show it.
public struct WireVersion: Codable, Sendable {
    public let id: String
    public let number: Int
    public let workload: String
    /// SHA-256 of the content and configuration.
    public let snapshot: String
    public let author: String
    public let source: String
    public let message: String?
    public let tag: String?
    public let provenance: WireProvenance?
    /// RFC 3339, UTC, milliseconds.
    public let createdAt: String
    public let deleted: WireDeletion?
    /// Where the version answers by itself; absent where previews are off.
    public let previewUrl: String?
    /// The share of each alias that serves it at the moment: alias name to per cent.
    public let serving: [String: String]

    public init(
        id: String,
        number: Int,
        workload: String,
        snapshot: String,
        author: String,
        source: String,
        message: String?,
        tag: String?,
        provenance: WireProvenance?,
        createdAt: String,
        deleted: WireDeletion?,
        previewUrl: String?,
        serving: [String: String]
    ) {
        self.id = id
        self.number = number
        self.workload = workload
        self.snapshot = snapshot
        self.author = author
        self.source = source
        self.message = message
        self.tag = tag
        self.provenance = provenance
        self.createdAt = createdAt
        self.deleted = deleted
        self.previewUrl = previewUrl
        self.serving = serving
    }
}

/// Who deleted something, and when.
public struct WireDeletion: Codable, Sendable {
    public let author: String
    public let source: String
    public let deletedAt: String

    public init(author: String, source: String, deletedAt: String) {
        self.author = author
        self.source = source
        self.deletedAt = deletedAt
    }
}

/// A version with its content's description.
public struct WireVersionDetail: Codable, Sendable {
    public let version: WireVersion
    /// Absent once the version is deleted.
    public let content: WireContent?

    public init(version: WireVersion, content: WireContent?) {
        self.version = version
        self.content = content
    }
}

/// The configuration and the files of a worker's only component, or the functions of a service.
public struct WireContent: Codable, Sendable, Hashable {
    /// Absent for static files without code, and for services.
    public let main: String?
    public let compatibilityDate: String?
    public let compatibilityFlags: [String]
    public let bindings: [WireBinding]
    public let modules: [WireModule]
    /// The static files; absent where there are none.
    public let assets: WireContentAssets?
    /// By name; absent for workers.
    public let functions: [WireFunction]?
    /// What a version of a flow has; absent for all others.
    public let flow: WireFlowContent?

    public init(
        main: String?,
        compatibilityDate: String?,
        compatibilityFlags: [String],
        bindings: [WireBinding],
        modules: [WireModule],
        assets: WireContentAssets? = nil,
        functions: [WireFunction]? = nil,
        flow: WireFlowContent? = nil
    ) {
        self.main = main
        self.compatibilityDate = compatibilityDate
        self.compatibilityFlags = compatibilityFlags
        self.bindings = bindings
        self.modules = modules
        self.assets = assets
        self.functions = functions
        self.flow = flow
    }
}

/// The static files of a version in sum, and their rules.
public struct WireContentAssets: Codable, Sendable, Hashable {
    public let files: Int
    /// Of all files together, in bytes.
    public let size: Int
    public let rules: WireAssetRules

    public init(files: Int, size: Int, rules: WireAssetRules) {
        self.files = files
        self.size = size
        self.rules = rules
    }
}

/// A named value in a component's environment.
public struct WireBinding: Codable, Sendable, Hashable {
    public let name: String
    /// `plain_text`, `json`, `version_metadata`, `secret_text`, `service`, `kv_namespace`, `assets`, or the type of what
    /// is kept, but does not run.
    public let type: String
    /// The text, the JSON document as text, `worker` or `worker#entrypoint`, or the namespace's id; that of a secret is
    /// sent and never answered.
    public let text: String?

    public init(name: String, type: String, text: String? = nil) {
        self.name = name
        self.type = type
        self.text = text
    }
}

/// A file of a component.
public struct WireModule: Codable, Sendable, Hashable {
    public let name: String
    public let type: String
    public let digest: String
    /// In bytes.
    public let size: Int

    public init(name: String, type: String, digest: String, size: Int) {
        self.name = name
        self.type = type
        self.digest = digest
        self.size = size
    }
}
