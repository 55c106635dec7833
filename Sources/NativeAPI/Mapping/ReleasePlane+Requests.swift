import NativeWire
import ReleaseCore
import ReleaseModel

/// What requests say, in the words of the model.
extension ReleasePlane {
    func routing(
        _ shares: [WireDeploymentRequest.RequestedShare],
        rules: [WireDeploymentRequest.RequestedRule]?,
        of workload: Workload
    ) async throws -> Routing {
        let rules = rules ?? []
        guard rules.count <= Rule.maximumCount else {
            throw ReleaseError.tooManyRules(count: rules.count, limit: Rule.maximumCount)
        }
        var asked: [Rule] = []
        for rule in rules { asked.append(try await self.rule(rule, of: workload)) }
        return Routing(split: try await split(shares, of: workload), rules: asked)
    }

    private func split(
        _ shares: [WireDeploymentRequest.RequestedShare],
        of workload: Workload
    ) async throws -> TrafficSplit {
        let limit = workload.kind.maximumTargets
        guard shares.count <= limit else {
            throw ReleaseError.tooManyTargets(count: shares.count, limit: limit, kind: workload.kind)
        }
        if workload.kind == .service, shares.contains(where: { $0.version == WireShare.latest }) {
            return try Self.splitToDraft(shares)
        }
        let requested = try shares.map { share in
            RequestedShare(
                version: try Call.versionReference(share.version, of: workload.kind),
                percentage: try share.readPercentage()
            )
        }
        return try await split(requested, of: workload)
    }

    /// A draft has everything or nothing.
    private static func splitToDraft(_ shares: [WireDeploymentRequest.RequestedShare]) throws -> TrafficSplit {
        guard shares.count == 1 else { throw ReleaseError.splitInvalid(.headIsShared) }
        let percentages = try shares.map { try $0.readPercentage() }
        guard Percentage.slots(of: percentages) != nil else {
            throw ReleaseError.percentagesOff(sum: Percentage.sum(of: percentages))
        }
        return try TrafficSplit([TrafficSplit.Share(.head, slots: TrafficSplit.slotCount)])
    }

    private func rule(_ rule: WireDeploymentRequest.RequestedRule, of workload: Workload) async throws -> Rule {
        guard let match = Rule.Match(rawValue: rule.match ?? Rule.Match.all.rawValue) else {
            throw Refusal.ruleInvalid("A rule cannot match \"\(rule.match ?? "")\".", next: "Write all or any.")
        }
        let conditions = try rule.conditions.map { try $0.condition() }
        let split = try await split(rule.shares, of: workload)
        guard let rule = Rule(match: match, conditions: conditions, split: split) else {
            throw Refusal.ruleInvalid(
                "A rule has \(conditions.count) conditions.",
                next: "Give it 1 to \(Rule.maximumConditions)."
            )
        }
        return rule
    }
}

extension WireDeploymentRequest.RequestedShare {
    fileprivate func readPercentage() throws -> Percentage {
        guard let percentage = Percentage(percentage) else { throw Refusal.percentageInvalid(percentage) }
        return percentage
    }
}

extension WireCondition {
    /// The most values of one condition.
    private static let maximumValues = 100
    /// The longest value, in bytes.
    private static let maximumValueLength = 1_000

    fileprivate func condition() throws -> Rule.Condition {
        guard let attribute = RequestAttribute(attribute) else {
            throw Refusal.ruleInvalid(
                "\"\(attribute)\" is not a part of a request that rules can read.",
                next: "Write header:NAME, cookie:NAME or query:NAME."
            )
        }
        guard values.count <= Self.maximumValues, values.allSatisfy({ $0.utf8.count <= Self.maximumValueLength }) else {
            throw Refusal.ruleInvalid(
                "The condition on \(attribute) has too many or too long values.",
                next: "Give it at most \(Self.maximumValues) values of at most \(Self.maximumValueLength) bytes."
            )
        }
        switch (test, values.count) {
        case ("exists", 0): return Rule.Condition(attribute, .exists)
        case ("in", 1...): return Rule.Condition(attribute, .isOneOf(values))
        case (_, 1):
            if let test = test(ofValue: values[0]) { return Rule.Condition(attribute, test) }
            fallthrough
        default:
            throw Refusal.ruleInvalid(
                "The condition on \(attribute) tests \"\(test)\" with \(values.count) values.",
                next: """
                    Use exists without, equals, prefix, differs, <, <=, > or >= with one, sampled with one percentage, in \
                    with one or more values.
                    """
            )
        }
    }

    /// A test that takes one value; `nil` when there is none of that name, or the value is none for it.
    private func test(ofValue value: String) -> Rule.Test? {
        switch test {
        case "equals": .equals(value)
        case "prefix": .hasPrefix(value)
        case "differs": .differs(from: value)
        case "sampled": Percentage(value).map { .isSampled(slots: $0.leastSlots) }
        default: Rule.Comparison(rawValue: test).map { .compares($0, to: value) }
        }
    }
}
