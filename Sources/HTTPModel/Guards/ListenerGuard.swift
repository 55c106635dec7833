/// Keeps other web sites away from a listener that a browser on the same machine can reach.
///
/// Against DNS rebinding the request must name a host of ours; against posting from a foreign page it must not come
/// from one. Ports count, since cookies and "same site" do not tell them apart.
public struct ListenerGuard: Sendable, Hashable {
    /// The port that is bound; a request names it, or none.
    public let port: Int
    /// In lower case, without a port.
    public let hostNames: Set<String>

    /// Loopback literals and `localhost` need not be among the names.
    public init(port: Int, hostNames: Set<String> = []) {
        self.port = port
        self.hostNames = Set(hostNames.map { $0.lowercased() })
    }

    /// Why a request is not for us.
    public enum Violation: Error, Sendable, Hashable {
        case foreignHost(String)
        case foreignOrigin(String)
        /// The value of `Sec-Fetch-Site`.
        case crossSite(String)
    }

    public func check(_ request: HTTPRequest) throws(Violation) {
        guard let text = request.authority, let authority = Authority(text), isOurs(authority) else {
            throw .foreignHost(request.authority ?? "")
        }
        for origin in request.fields.values(of: .origin) where Authority(origin: origin) != authority {
            throw .foreignOrigin(origin)
        }
        for site in request.fields.values(of: .secFetchSite) where site != "same-origin" && site != "none" {
            throw .crossSite(site)
        }
    }

    private func isOurs(_ authority: Authority) -> Bool {
        guard authority.port == nil || authority.port == port else { return false }
        return authority.isLoopback || hostNames.contains(authority.host)
    }
}

extension HTTPFieldName {
    static let secFetchSite: HTTPFieldName = "Sec-Fetch-Site"
}
