import HTTPModel
import ReleaseModel

/// A custom domain as requests write it.
struct DomainDocument {
    static let maximumRoutes = 100
    /// Of a path, a pattern or a replacement, in bytes.
    static let maximumPathLength = 256
    /// Of one kind, of one route.
    static let maximumRules = 20

    struct Route {
        let path: String
        let service: String
        let function: String
        let qualifier: String
        let methods: [String]
        let rewriting: JSONValue?
    }

    private(set) var routes: [Route] = []
    /// What the domain has besides its name and routes.
    private(set) var rest: JSONValue = [:]

    /// What belongs to an answer alone, or is kept elsewhere.
    private static let notKept: Set<String> = [
        "domainname", "routeconfig", "accountid", "apiversion", "createdtime", "lastmodifiedtime", "certconfig",
    ]

    init(creating request: LooseObject) throws(FunctionComputeError) {
        rest = ["protocol": "HTTP"]
        try change(by: request)
        guard !routes.isEmpty else { throw .invalid("routeConfig must have at least one route") }
    }

    mutating func change(by request: LooseObject) throws(FunctionComputeError) {
        if let text = try request.text("protocol"), text != "HTTP" {
            throw .invalid(
                "protocol '\(text)' is not supported: this server speaks HTTP; let a proxy before it end TLS"
            )
        }
        if let certificate = try request.object("certConfig"), !JSONValue.object(certificate.members).isUnset {
            throw .invalid("certConfig is not supported: let a proxy before this server end TLS")
        }
        for (name, value) in request.members where !Self.notKept.contains(name.lowercased()) && value != .null {
            rest = rest.merging([name: value])
        }
        if let configuration = try request.object("routeConfig"), let items = try configuration.array("routes") {
            guard items.count <= Self.maximumRoutes else {
                throw .invalid("routeConfig can have \(Self.maximumRoutes) routes (actual: \(items.count))")
            }
            var routes: [Route] = []
            for item in items {
                guard let members = item.object else { throw .wrongType("routes", "an array of objects") }
                let route = try Self.route(LooseObject(members))
                guard !routes.contains(where: { $0.path == route.path }) else {
                    throw .invalid("routeConfig has the path '\(route.path)' twice")
                }
                routes.append(route)
            }
            self.routes = routes
        }
    }

    private static func route(_ item: LooseObject) throws(FunctionComputeError) -> Route {
        let path = try item.required("path")
        let literal = path.hasSuffix("*") ? path.dropLast() : path[...]
        guard path.hasPrefix("/"), !literal.contains("*"), path.utf8.count <= maximumPathLength,
            path.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") })
        else {
            throw .invalid("path '\(path)' must begin with / and have no * but at its end")
        }
        return Route(
            path: path,
            service: try item.required("serviceName"),
            function: try item.required("functionName"),
            qualifier: try item.text("qualifier") ?? "",
            methods: (try item.texts("methods") ?? []).map { $0.uppercased() },
            rewriting: try rewriting(try item.object("rewriteConfig"))
        )
    }

    /// Checks the rules by which paths are written anew; `nil` where there are none.
    private static func rewriting(_ rules: LooseObject?) throws(FunctionComputeError) -> JSONValue? {
        guard let rules, !JSONValue.object(rules.members).isUnset else { return nil }
        var kept: [String: JSONValue] = [:]
        for kind in ["equalRules", "regexRules", "wildcardRules"] {
            guard let items = try rules.array(kind), !items.isEmpty else { continue }
            guard items.count <= maximumRules else {
                throw .invalid("\(kind) can have \(maximumRules) rules (actual: \(items.count))")
            }
            var list: [JSONValue] = []
            for item in items {
                guard let members = item.object else { throw .wrongType(kind, "an array of objects") }
                let rule = LooseObject(members)
                let match = try rule.required("match")
                let replacement = try rule.required("replacement")
                guard match.utf8.count <= maximumPathLength, replacement.utf8.count <= maximumPathLength else {
                    throw .invalid("a rule of \(kind) is longer than \(maximumPathLength) bytes")
                }
                if kind == "regexRules" { try checkExpression(match) }
                list.append(["match": .string(match), "replacement": .string(replacement)])
            }
            kept[kind] = .array(list)
        }
        return kept.isEmpty ? nil : .object(kept)
    }

    private static func checkExpression(_ text: String) throws(FunctionComputeError) {
        do throws(PathExpression.Invalid) {
            _ = try PathExpression(text)
        } catch {
            throw .invalid("the regular expression '\(text)' of regexRules is invalid: \(error.reason)")
        }
    }
}
