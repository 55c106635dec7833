/// The static files that a version shall have, by what the client calls their contents.
public struct WireAssetManifest: Codable, Sendable {
    public let files: [WireAssetFile]

    public init(files: [WireAssetFile]) {
        self.files = files
    }
}

/// One static file of a manifest.
public struct WireAssetFile: Codable, Sendable, Hashable {
    /// From the root, with a leading slash; nothing in it is escaped.
    public let path: String
    /// The first 32 hexadecimal digits of the SHA-256 of its bytes.
    public let hash: String
    /// In bytes.
    public let size: Int

    public init(path: String, hash: String, size: Int) {
        self.path = path
        self.hash = hash
        self.size = size
    }
}

/// An upload of static files: what the server lacks of them still.
public struct WireAssetSession: Codable, Sendable {
    /// What the upload of the version names.
    public let session: String
    /// The hashes of the contents to send, each once.
    public let missing: [String]
    /// RFC 3339, UTC, milliseconds; a version can be made of it until then.
    public let expiresAt: String

    public init(session: String, missing: [String], expiresAt: String) {
        self.session = session
        self.missing = missing
        self.expiresAt = expiresAt
    }
}

/// The static files of an upload, and the rules by which they are served.
public struct WireUploadAssets: Codable, Sendable, Hashable {
    /// A session of which nothing is missing.
    public let session: String
    public let rules: WireAssetRules?

    public init(session: String, rules: WireAssetRules? = nil) {
        self.session = session
        self.rules = rules
    }
}

/// How static files are found and served, and which requests the code sees first.
public struct WireAssetRules: Codable, Sendable, Hashable {
    /// `auto-trailing-slash` (when absent), `force-trailing-slash`, `drop-trailing-slash` or `none`.
    public let htmlHandling: String?
    /// `none` (when absent), `404-page` or `single-page-application`.
    public let notFoundHandling: String?
    /// Whether the code sees every request first.
    public let runWorkerFirst: Bool?
    /// The paths, with `*` for anything and after a `!` for exceptions, whose requests the code sees first.
    public let workerFirstPaths: [String]?
    /// The text of `_headers`.
    public let headers: String?
    /// The text of `_redirects`.
    public let redirects: String?

    public init(
        htmlHandling: String? = nil,
        notFoundHandling: String? = nil,
        runWorkerFirst: Bool? = nil,
        workerFirstPaths: [String]? = nil,
        headers: String? = nil,
        redirects: String? = nil
    ) {
        self.htmlHandling = htmlHandling
        self.notFoundHandling = notFoundHandling
        self.runWorkerFirst = runWorkerFirst
        self.workerFirstPaths = workerFirstPaths
        self.headers = headers
        self.redirects = redirects
    }
}
