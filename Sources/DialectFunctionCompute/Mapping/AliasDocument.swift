import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// Where an alias leads, in the words of clients: kept with each deployment that they make, and read back word for word.
struct AliasDocument {
    /// `LATEST` or a number.
    var versionID: String
    /// At most one, by its number; `nil` when nobody has set any.
    var weights: [String: JSONValue]?
    var resolvePolicy: String
    /// As it was sent.
    var routePolicy: JSONValue?

    private static let random = "Random"
    private static let content = "Content"

    /// Reads what a request says of an alias that does not exist yet.
    init(creating request: LooseObject) throws(FunctionComputeError) {
        self.init(
            versionID: try request.required("versionId"),
            weights: nil,
            resolvePolicy: Self.random,
            routePolicy: nil
        )
        try change(by: request)
    }

    private init(versionID: String, weights: [String: JSONValue]?, resolvePolicy: String, routePolicy: JSONValue?) {
        self.versionID = versionID
        self.weights = weights
        self.resolvePolicy = resolvePolicy
        self.routePolicy = routePolicy
    }

    /// Puts what a request says over it: what it leaves out stays, weights are replaced all together.
    mutating func change(by request: LooseObject) throws(FunctionComputeError) {
        if let version = try request.text("versionId"), !version.isEmpty { versionID = version }
        if let weights = try request.object("additionalVersionWeight") {
            self.weights = weights.members.filter { $0.value != .null }
        }
        if let policy = try request.text("resolvePolicy"), !policy.isEmpty {
            switch policy.lowercased() {
            case Self.random.lowercased(): resolvePolicy = Self.random
            case Self.content.lowercased(): resolvePolicy = Self.content
            default:
                throw .invalid(
                    "ResolvePolicy is set to an invalid value (allowed: Random | Content, actual: '\(policy)')"
                )
            }
        }
        if let policy = try request.object("routePolicy") { routePolicy = .object(policy.members) }
    }

    /// The additional version and its share of the whole; `nil` when there is none.
    func additional() throws(FunctionComputeError) -> (version: String, slots: Int)? {
        guard let weights, !weights.isEmpty else { return nil }
        guard weights.count == 1, let weight = weights.first else {
            throw .invalid("additionalVersionWeight can have one version (actual: \(weights.count))")
        }
        guard let number = weight.value.number, (0...1).contains(number) else {
            throw .invalid(
                "additionalVersionWeight of version \(weight.key) must be from 0 to 1 (actual: \(weight.value.text))"
            )
        }
        // Half a slot is added and fractions are cut off, which rounds: clients send what floating point made of 0.3.
        let slots = number * Decimal(TrafficSplit.slotCount) + Decimal(5) / 10
        return (weight.key, Int("\(slots)".prefix { $0 != "." }) ?? 0)
    }

    /// The rule for requests that carry something; `nil` where shares are drawn.
    func policy() throws(FunctionComputeError) -> RoutePolicy? {
        guard resolvePolicy == Self.content else { return nil }
        guard let members = routePolicy?.object, let policy = try RoutePolicy(LooseObject(members)) else {
            throw .invalid("resolvePolicy Content needs a routePolicy with policyItems")
        }
        return policy
    }

    var json: [String: JSONValue] {
        [
            "versionId": .string(versionID),
            "additionalVersionWeight": weights.map { $0.isEmpty ? .null : .object($0) } ?? .null,
            "resolvePolicy": .string(resolvePolicy), "routePolicy": routePolicy ?? .null,
        ]
    }

    var text: String { JSONValue.object(json).text }

    /// Reads it back from a deployment, which another client may have made.
    init(_ deployment: Deployment, numbers: [Version.ID: Int]) {
        if let members = deployment.verbatim.flatMap({ JSONValue(Array($0.utf8)) })?.object,
            let version = members["versionId"]?.string, let policy = members["resolvePolicy"]?.string
        {
            self.init(
                versionID: version,
                weights: members["additionalVersionWeight"]?.object,
                resolvePolicy: policy,
                routePolicy: members["routePolicy"].flatMap { $0 == .null ? nil : $0 }
            )
            return
        }
        let name = { (target: TrafficSplit.Target) in
            target.version.flatMap { numbers[$0] }.map(String.init) ?? ServiceContent.latest
        }
        let shares = AliasShares(deployment.routing)
        let weights = shares.additional.map { share in
            [name(share.target): JSONValue.number(Decimal(share.slots) / Decimal(TrafficSplit.slotCount))]
        }
        self.init(
            versionID: name(shares.primary),
            weights: weights,
            resolvePolicy: deployment.routing.rules.isEmpty ? Self.random : Self.content,
            routePolicy: deployment.routing.rules.first.map { JSONValue(routePolicy: $0.rule) }
        )
    }
}

extension JSONValue {
    /// A rule that another client made, as a route policy.
    fileprivate init(routePolicy rule: Rule) {
        let items = rule.conditions.map { condition -> JSONValue in
            let parts = condition.attribute.description.split(separator: ":", maxSplits: 1)
            let type = ["header": "Header", "cookie": "Cookie", "query": "Param"][String(parts[0])] ?? "Header"
            let (operation, value): (String, String) =
                switch condition.test {
                case .exists: (">=", "")
                case .equals(let text): ("=", text)
                case .hasPrefix(let text): (">=", text)
                case .isOneOf(let texts): ("in", texts.joined(separator: ","))
                case .differs(let text): ("!=", text)
                case .compares(let comparison, let text): (comparison.rawValue, text)
                case .isSampled(let slots): ("percentage", String(slots * 100 / TrafficSplit.slotCount))
                }
            return [
                "type": .string(type), "key": .string(String(parts[1])), "operator": .string(operation),
                "value": .string(value),
            ]
        }
        self = ["condition": rule.match == .all ? "AND" : "OR", "policyItems": .array(items)]
    }
}
