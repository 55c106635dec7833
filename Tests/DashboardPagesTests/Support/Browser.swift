import DashboardPages
import HTTPModel

/// What a browser does with pages: it keeps a cookie, and says which page a form was on.
struct Browser: Sendable {
    let site: Site
    /// As it goes into `Cookie`.
    var cookie: String?

    init(site: Site) {
        self.site = site
    }

    func get(_ target: HTTPTarget, fields: HTTPFields = [:]) async throws -> TestPage {
        try await send(HTTPRequest(.get, target, fields: fields))
    }

    /// Sends a form from a page of the site itself; what the answer says of cookies is kept.
    mutating func post(
        _ target: HTTPTarget,
        _ form: [String: String],
        fields: HTTPFields = ["Origin": "http://127.0.0.1:8700", "Sec-Fetch-Site": "same-origin"],
        authority: String = Site.host
    ) async throws -> TestPage {
        let query = HTTPQuery(form.sorted { $0.key < $1.key }.map { HTTPQuery.Item($0.key, $0.value) })
        let encoded = try HTTPTarget(segments: [], query: query).rawQuery ?? ""
        var fields = fields
        if !fields.contains(.contentType) { fields.set(.contentType, to: "application/x-www-form-urlencoded") }
        let page = try await send(
            HTTPRequest(.post, target, authority: authority, fields: fields, body: .text(encoded))
        )
        if let given = page.fields[.setCookie] {
            let pair = String(given.prefix { $0 != ";" })
            cookie = pair.hasSuffix("=") ? nil : pair
        }
        return page
    }

    /// Opens the page that an answer leads to.
    func follow(_ page: TestPage) async throws -> TestPage {
        try await get(try HTTPTarget(page.location ?? ""))
    }

    func send(_ request: HTTPRequest) async throws -> TestPage {
        var request = request
        request.authority = request.authority ?? Site.host
        if let cookie { request.fields.set(.cookie, to: try HTTPFieldValue(cookie)) }
        return try await TestPage(await site.dashboard.handle(request))
    }
}
