import FoundationEssentials
import ReleaseModel
import RuntimeSupervision

extension Identifier {
    /// The identity that ends in a number, so that a failure names what it is about.
    static func example(_ number: Int = 1) -> Identifier {
        let low = withUnsafeBytes(of: UInt32(number).bigEndian) { Array($0) }
        let bytes = (0, 0, 0, 0, 0, 0, 0x40, 0, 0x80, 0, 0, 0, low[0], low[1], low[2], low[3]) as uuid_t
        return Identifier(UUID(uuid: bytes))
    }
}

extension InstanceKey {
    /// The worker's version with a number.
    static func example(_ version: Int = 1, of workload: Int = 1) -> InstanceKey {
        InstanceKey(workload: .example(workload), version: .example(version))
    }
}

extension TrafficSplit {
    /// A split by version numbers and per cents.
    static func example(_ shares: KeyValuePairs<Int, Int>) throws -> TrafficSplit {
        try TrafficSplit(shares.map { Share(.version(.example($0.key)), slots: $0.value * slotCount / 100) })
    }
}

extension DeployedRouting {
    /// A default split, and one for requests with the header `x-beta`.
    static func example(
        _ shares: KeyValuePairs<Int, Int>,
        beta: KeyValuePairs<Int, Int> = [:]
    ) throws -> DeployedRouting {
        func slots(_ split: TrafficSplit) -> SlotMap { SlotMap.derived(for: split, from: nil) { _ in 1 } }
        let split = try TrafficSplit.example(shares)
        var rules: [DeployedRule] = []
        if !beta.isEmpty {
            let other = try TrafficSplit.example(beta)
            let condition = Rule.Condition(.header("x-beta"), .exists)
            if let rule = Rule(conditions: [condition], split: other) {
                rules = [DeployedRule(rule: rule, slots: slots(other))]
            }
        }
        return DeployedRouting(split: split, slots: slots(split), rules: rules)
    }
}

extension WorkloadRoute {
    /// A worker with versions 1…9, as far as they are not deleted, and these deployments on its aliases.
    static func example(
        _ workload: Int = 1,
        _ deployments: KeyValuePairs<String, DeployedRouting>,
        without deleted: Set<Int> = [],
        components: [String] = [Component.mainName],
        triggers: [Trigger] = []
    ) throws -> WorkloadRoute {
        let digest = Digest([UInt8](repeating: 0xAB, count: Digest.byteCount))
        return WorkloadRoute(
            workload: Workload(
                id: .example(workload),
                account: .example(),
                kind: .worker,
                name: try Workload.Name("worker-\(workload)", kind: .worker),
                createdAt: Date(timeIntervalSince1970: 0)
            ),
            components: components,
            aliases: try deployments.map {
                AliasRoute(name: try Alias.Name($0.key), deployment: .example(), routing: $0.value)
            },
            versions: (1...9).filter { !deleted.contains($0) }.compactMap { number in
                digest.map { VersionRoute(id: .example(number), number: number, snapshot: $0) }
            },
            triggers: triggers
        )
    }
}
