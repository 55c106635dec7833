public import ReleaseModel

extension WireAssetRules {
    /// Says what the rules are.
    public init(_ rules: AssetRules) {
        var paths: [String]?
        if case .paths(let some) = rules.workerFirst { paths = some }
        self.init(
            htmlHandling: rules.htmlHandling.rawValue,
            notFoundHandling: rules.notFoundHandling.rawValue,
            runWorkerFirst: rules.workerFirst == .always,
            workerFirstPaths: paths,
            headers: rules.headers,
            redirects: rules.redirects
        )
    }
}
