/// How the static files of a component are found and served, and which requests its code sees first.
public struct AssetRules: Sendable, Hashable {
    /// The most paths of ``WorkerFirst/paths(_:)``.
    public static let maximumWorkerFirstPaths = 100
    /// The longest path of ``WorkerFirst/paths(_:)`` in bytes.
    public static let maximumWorkerFirstPathLength = 100
    /// The longest text of ``headers`` and of ``redirects`` in bytes: what all the rules they may hold can fill.
    public static let maximumRuleFileSize = 5 << 20

    public let htmlHandling: HTMLHandling
    public let notFoundHandling: NotFoundHandling
    public let workerFirst: WorkerFirst
    /// The text of `_headers`, as it was uploaded.
    public let headers: String?
    /// The text of `_redirects`, as it was uploaded.
    public let redirects: String?

    public init(
        htmlHandling: HTMLHandling = .autoTrailingSlash,
        notFoundHandling: NotFoundHandling = .none,
        workerFirst: WorkerFirst = .never,
        headers: String? = nil,
        redirects: String? = nil
    ) throws(InvalidAssets) {
        if case .paths(let paths) = workerFirst { try Self.check(paths) }
        for text in [headers, redirects] {
            guard let size = text?.utf8.count, size > Self.maximumRuleFileSize else { continue }
            throw .ruleFileTooLarge(size: size, limit: Self.maximumRuleFileSize)
        }
        self.htmlHandling = htmlHandling
        self.notFoundHandling = notFoundHandling
        self.workerFirst = workerFirst
        self.headers = headers
        self.redirects = redirects
    }

    /// Where an HTML page is served, and which other spellings of its path lead there.
    public enum HTMLHandling: String, Sendable, Hashable, CaseIterable {
        /// `/page.html` at `/page`, `/folder/index.html` at `/folder/`.
        case autoTrailingSlash = "auto-trailing-slash"
        /// Every page at a path that ends in a slash.
        case forceTrailingSlash = "force-trailing-slash"
        /// Every page at a path that does not.
        case dropTrailingSlash = "drop-trailing-slash"
        /// Every page at its own path only.
        case none
    }

    /// What a request gets that no file answers.
    public enum NotFoundHandling: String, Sendable, Hashable, CaseIterable {
        case none
        /// The nearest `404.html`, from the folder of the request upwards.
        case page = "404-page"
        /// The page at `/`, as if it had been found.
        case singlePageApplication = "single-page-application"
    }

    /// Which requests the code of the component sees although a file could answer them.
    public enum WorkerFirst: Sendable, Hashable {
        case never
        case always
        /// Paths with `*` for anything, of which those after a `!` are never the code's; `!` wins.
        case paths([String])
    }

    private static func check(_ paths: [String]) throws(InvalidAssets) {
        guard paths.count <= maximumWorkerFirstPaths else {
            throw .tooManyWorkerFirstPaths(count: paths.count, limit: maximumWorkerFirstPaths)
        }
        for path in paths {
            guard path.hasPrefix("/") || path.hasPrefix("!/"), path.utf8.count <= maximumWorkerFirstPathLength else {
                throw .workerFirstPath(path)
            }
        }
        guard paths.contains(where: { $0.hasPrefix("/") }) else { throw .onlyNegativeWorkerFirstPaths }
    }
}
