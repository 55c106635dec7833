import FoundationEssentials
import ReleaseModel

/// The stored form of a deployment's routing, format 1.
///
/// Targets are listed once and referred to by their place: a map of two versions and thirty ranges is about 150 bytes,
/// and a hundred thousand of them load in well under a second.
enum RoutingRecord {
    private static let format = 1
    private typealias Malformed = ByteReader.Malformed

    static func encode(_ routing: DeployedRouting) -> [UInt8] {
        let targets = TargetList(of: routing)
        var writer = ByteWriter()
        writer.put(format)
        writer.put(targets.ordered) { writer, target in
            writer.put(target.version == nil ? 0 : 1)
            writer.put(raw: target.version?.bytes ?? [])
        }
        put(routing.split, to: &writer, targets)
        put(routing.slots, to: &writer, targets)
        writer.put(routing.rules) { writer, deployed in
            RuleRecord.put(deployed.rule, to: &writer)
            put(deployed.rule.split, to: &writer, targets)
            put(deployed.slots, to: &writer, targets)
        }
        return writer.bytes
    }

    /// Throws for bytes that break any rule of the types they become.
    static func decode(_ bytes: [UInt8]) throws(ByteReader.Malformed) -> DeployedRouting {
        var reader = ByteReader(bytes)
        guard try reader.number() == format else { throw Malformed() }
        let targets = try reader.list { (reader) throws(Malformed) in try target(from: &reader) }
        let split = try split(from: &reader, targets)
        let slots = try slots(from: &reader, targets)
        let rules = try reader.list { (reader) throws(Malformed) in
            let conditions = try RuleRecord.conditions(from: &reader)
            let split = try Self.split(from: &reader, targets)
            let slots = try Self.slots(from: &reader, targets)
            guard let rule = Rule(match: conditions.match, conditions: conditions.all, split: split) else {
                throw Malformed()
            }
            return DeployedRouting.DeployedRule(rule: rule, slots: slots)
        }
        guard reader.isAtEnd else { throw Malformed() }
        return DeployedRouting(split: split, slots: slots, rules: rules)
    }

    private static func target(from reader: inout ByteReader) throws(Malformed) -> TrafficSplit.Target {
        switch try reader.number() {
        case 0: return .head
        case 1:
            let bytes = try reader.raw(MemoryLayout<uuid_t>.size)
            return .version(Version.ID(UUID(uuid: bytes.withUnsafeBytes { $0.loadUnaligned(as: uuid_t.self) })))
        default: throw Malformed()
        }
    }

    private static func put(_ split: TrafficSplit, to writer: inout ByteWriter, _ targets: TargetList) {
        writer.put(split.shares) { writer, share in
            writer.put(targets.place(of: share.target))
            writer.put(share.slots)
        }
    }

    private static func split(
        from reader: inout ByteReader,
        _ targets: [TrafficSplit.Target]
    ) throws(Malformed) -> TrafficSplit {
        let shares = try reader.list { (reader) throws(Malformed) in
            let target = try pick(from: &reader, targets)
            return TrafficSplit.Share(target, slots: try reader.number())
        }
        do {
            return try TrafficSplit(shares)
        } catch {
            throw Malformed()
        }
    }

    private static func put(_ slots: SlotMap, to writer: inout ByteWriter, _ targets: TargetList) {
        writer.put(slots.ranges) { writer, range in
            writer.put(range.end)
            writer.put(targets.place(of: range.owner))
        }
    }

    private static func slots(
        from reader: inout ByteReader,
        _ targets: [TrafficSplit.Target]
    ) throws(Malformed) -> SlotMap {
        let ranges = try reader.list { (reader) throws(Malformed) in
            let end = try reader.number()
            return SlotMap.Range(end: end, owner: try pick(from: &reader, targets))
        }
        guard let map = SlotMap(ranges: ranges) else { throw Malformed() }
        return map
    }

    private static func pick(
        from reader: inout ByteReader,
        _ targets: [TrafficSplit.Target]
    ) throws(Malformed) -> TrafficSplit.Target {
        let place = try reader.number()
        guard targets.indices.contains(place) else { throw Malformed() }
        return targets[place]
    }

    /// Every target of a routing, once, in the order of its first appearance.
    private struct TargetList {
        private(set) var ordered: [TrafficSplit.Target] = []
        private var places: [TrafficSplit.Target: Int] = [:]

        init(of routing: DeployedRouting) {
            let splits = [routing.split] + routing.rules.map(\.rule.split)
            let maps = [routing.slots] + routing.rules.map(\.slots)
            for target in splits.flatMap({ $0.shares.map(\.target) }) + maps.flatMap({ $0.ranges.map(\.owner) })
            where places[target] == nil {
                places[target] = ordered.count
                ordered.append(target)
            }
        }

        func place(of target: TrafficSplit.Target) -> Int {
            guard let place = places[target] else { preconditionFailure("every target was listed") }
            return place
        }
    }
}
