import HTTPModel
public import ReleaseModel

/// The static files of one version, ready to answer requests.
///
/// Made once per version; then a value without state, and a decision costs a few look-ups however many files there
/// are, plus a look at each rule with placeholders. It never traps and never throws, whatever a request holds.
///
/// The order is that of Workers static assets: paths for which the code comes first, `_redirects`, files under the
/// handling of HTML, the code, the handling of what is not found; and `_headers` on whatever the files answered.
public struct AssetTable: Sendable {
    /// The lines of `_headers` and `_redirects` that are ignored.
    public let problems: [RuleProblem]

    private let bundle: AssetBundle
    private let index: FileIndex
    private let redirects: RedirectRules
    private let headers: HeaderRules
    private let workerFirst: WorkerFirstRules
    private let worker: Worker

    /// The code beside the files.
    public enum Worker: Sendable, Hashable {
        /// The version is nothing but files.
        case none
        case present(Compatibility)
    }

    public init(_ bundle: AssetBundle, worker: Worker) {
        let rules = bundle.rules
        self.bundle = bundle
        self.worker = worker
        index = FileIndex(bundle.files, htmlHandling: rules.htmlHandling)
        redirects = RedirectRules(rules.redirects ?? "", htmlHandling: rules.htmlHandling)
        headers = HeaderRules(rules.headers ?? "")
        workerFirst = WorkerFirstRules(rules.workerFirst)
        problems = headers.problems + redirects.problems
    }

    /// Decides who answers a visitor, and how if it is the files.
    public func decide(_ request: AssetRequest) -> AssetDecision {
        guard case .present(let compatibility) = worker else { return .respond(answer(request)) }
        let path = AssetPath(ofRequest: request.path)
        switch workerFirst.route(path) {
        case .worker: return .worker
        case .assets: return .respond(answer(request))
        case .undecided: break
        }
        let prefersFiles = workerFirst.namesPaths || compatibility.navigationPrefersAssets && request.isNavigation
        let notFoundHandling = prefersFiles ? bundle.rules.notFoundHandling : .none
        return response(to: request, at: path, notFoundHandling).map(AssetDecision.respond) ?? .worker
    }

    /// Returns what the files answer when nobody else is asked: to the code itself, through its binding, and to the
    /// visitors of a version without code.
    public func answer(_ request: AssetRequest) -> AssetResponse {
        let path = AssetPath(ofRequest: request.path)
        if let response = response(to: request, at: path, bundle.rules.notFoundHandling) { return response }
        return dressed(AssetResponse(.notFound), for: request, at: path)
    }

    private func response(
        to request: AssetRequest,
        at path: AssetPath,
        _ notFoundHandling: AssetRules.NotFoundHandling
    ) -> AssetResponse? {
        let response =
            switch redirects.outcome(for: path, query: request.query) {
            case .redirect(let status, let location): AssetResponse.redirect(status, to: location)
            // Whoever wrote the rewrite meant a file, so the code is not asked where there is none.
            case .rewrite(let target): rewritten(request, to: target) ?? AssetResponse(.notFound)
            case nil: found(request, at: path, notFoundHandling)
            }
        return response.map { dressed($0, for: request, at: path) }
    }

    private func found(
        _ request: AssetRequest,
        at path: AssetPath,
        _ notFoundHandling: AssetRules.NotFoundHandling
    ) -> AssetResponse? {
        switch index.find(path) {
        case .elsewhere(let home, _):
            return serving(request) { .redirect(.temporaryRedirect, to: request.location(at: home)) }
        case .file(let file):
            return serving(request) { canonical(request, at: path) ?? .file(bundle.files[file], .ok, to: request) }
        case nil:
            guard let fallback = index.fallback(for: path, by: notFoundHandling) else { return nil }
            return serving(request) { canonical(request, at: path) ?? instead(fallback, to: request) }
        }
    }

    /// Returns the file at the target of a rewrite, of which the client is not to see anything.
    private func rewritten(_ request: AssetRequest, to target: AssetPath) -> AssetResponse? {
        if let finding = index.find(target) {
            return serving(request) { .file(bundle.files[finding.file], .ok, to: request) }
        }
        guard let fallback = index.fallback(for: target, by: bundle.rules.notFoundHandling) else { return nil }
        return serving(request) { instead(fallback, to: request) }
    }

    private func instead(_ fallback: (file: Int, isFound: Bool), to request: AssetRequest) -> AssetResponse {
        .file(bundle.files[fallback.file], fallback.isFound ? .ok : .notFound, to: request)
    }

    /// Returns the redirect to the canonical spelling of a path; `nil` for a path that is spelled so.
    private func canonical(_ request: AssetRequest, at path: AssetPath) -> AssetResponse? {
        request.path == path.text ? nil : .redirect(.temporaryRedirect, to: request.location(at: path.text))
    }

    private func serving(_ request: AssetRequest, _ response: () -> AssetResponse) -> AssetResponse {
        guard request.method == .get || request.method == .head else {
            return AssetResponse(.methodNotAllowed, fields: [.allow: "GET, HEAD"])
        }
        return response()
    }

    private func dressed(_ response: AssetResponse, for request: AssetRequest, at path: AssetPath) -> AssetResponse {
        var response = response
        headers.apply(to: &response.fields, host: request.host, path: path)
        return response
    }
}

extension AssetRequest {
    /// Whether a browser is going to a page (Fetch Metadata Request Headers, section 2.2).
    fileprivate var isNavigation: Bool { fields[.secFetchMode] == "navigate" }

    /// The value of the field `Location` that leads to a path of this site with the query of this request.
    fileprivate func location(at path: String) -> String {
        guard let query, !query.isEmpty else { return path }
        return PercentEscapes.encodeForField(path + "?" + query)
    }
}

extension Compatibility {
    /// Whether a browser that goes to a page gets what stands for a page that is not found, before the code is asked.
    ///
    /// So from 2025-04-01 on, or by flag (Workers static assets, "Navigation requests").
    fileprivate var navigationPrefersAssets: Bool {
        if flags.contains("assets_navigation_prefers_asset_serving") { return true }
        return !flags.contains("assets_navigation_has_no_effect") && (date ?? "") >= "2025-04-01"
    }
}
