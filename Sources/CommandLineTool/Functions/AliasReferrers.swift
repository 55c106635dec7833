import HTTPModel
import NativeWire

/// What leads to an alias of a service: triggers of its functions, and paths of custom domains.
struct AliasReferrers: Sendable {
    /// For people: `trigger web of function hello`, `shop.example/api/*`.
    let names: [String]

    static func read(
        to alias: String,
        of service: String,
        by client: FunctionComputeClient
    ) async throws(CommandFailure) -> AliasReferrers {
        var names: [String] = []
        let functions = FunctionPages(client: client, path: FunctionPath.functions(of: service), member: "functions")
        for function in try await functions.all().items {
            guard let name = function["functionName"]?.string else { continue }
            let path = FunctionPath.triggers(of: name, in: service)
            for trigger in try await FunctionPages(client: client, path: path, member: "triggers").all().items
            where trigger["qualifier"]?.string == alias {
                names.append("trigger \(trigger["triggerName"]?.string ?? "") of function \(name)")
            }
        }
        let domains = FunctionPages(client: client, path: FunctionPath.domains, member: "customDomains")
        for domain in try await domains.all().items {
            for route in domain["routeConfig"]?["routes"]?.array ?? []
            where route["serviceName"]?.string == service && route["qualifier"]?.string == alias {
                names.append("\(domain["domainName"]?.string ?? "")\(route["path"]?.string ?? "")")
            }
        }
        return AliasReferrers(names: names)
    }
}
