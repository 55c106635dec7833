import HTTPModel
import ReleaseModel

extension Attribution.Source {
    /// What client a request comes from, by its `User-Agent`.
    init(of request: HTTPRequest) {
        let agent = request.fields["user-agent"]?.lowercased() ?? ""
        if agent.hasPrefix("wrangler/") || agent.hasPrefix("wrangler-js/") {
            self = .wrangler
        } else if agent.hasPrefix("cloudflare/") || agent.hasPrefix("cloudflare-") {
            self = .sdk
        } else {
            self = .api
        }
    }

    /// The source as this API names it.
    var wire: String {
        switch self {
        case .wrangler: "wrangler"
        case .api, .sdk, .ci: "api"
        case .dashboard: "dash"
        case .cli: "cf_cli"
        case .system: "unknown"
        }
    }
}
