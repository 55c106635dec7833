import ReleaseModel

extension DeployedRouting {
    /// Gives slots to a routing with the fewest moves from the one in force.
    ///
    /// A rule's map follows that of the rule with the same conditions before it, if there was one.
    init(
        _ routing: Routing,
        after previous: DeployedRouting?,
        restoring restored: DeployedRouting?,
        numbers: [Version.ID: Int]
    ) {
        let number = { (target: TrafficSplit.Target) in target.version.flatMap { numbers[$0] } ?? 0 }
        self.init(
            split: routing.split,
            slots: SlotMap.derived(
                for: routing.split,
                from: previous?.slots,
                restoring: restored?.slots,
                number: number
            ),
            rules: routing.rules.map { rule in
                let slots = SlotMap.derived(
                    for: rule.split,
                    from: previous?.slots(ofRuleLike: rule),
                    restoring: restored?.slots(ofRuleLike: rule),
                    number: number
                )
                return DeployedRule(rule: rule, slots: slots)
            }
        )
    }

    private func slots(ofRuleLike rule: Rule) -> SlotMap? {
        rules.first { $0.rule.match == rule.match && $0.rule.conditions == rule.conditions }?.slots
    }
}
