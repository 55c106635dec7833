import FoundationEssentials
import ReleaseCore
import ReleaseModel
import Testing

extension Identifier {
    /// The identity that ends in a number, so that a failure names what it is about.
    static func example(_ number: Int = 1) -> Identifier {
        let low = UInt32(truncatingIfNeeded: number)
        let bytes = stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: low >> UInt32($0)) }
        let uuid =
            (
                0, 0, 0, 0, 0, 0, 0x40, 0, 0x80, 0, 0, 0, bytes[0], bytes[1], bytes[2], bytes[3]
            ) as uuid_t
        return Identifier(UUID(uuid: uuid))
    }
}

extension Date {
    /// A moment in 2026, with whole milliseconds.
    static let example = Date(timeIntervalSince1970: 1_795_273_200.25)
}

extension Attribution {
    static func example(_ author: String = "ada", message: String? = nil) -> Attribution {
        Attribution(author: author, source: .cli, message: message)
    }
}

extension Record {
    static func example(_ message: String? = nil, seen: Revision? = nil) -> Record {
        Record(attribution: .example(message: message), seen: seen)
    }
}

extension Version {
    static func example(_ number: Int = 1, snapshot: Digest = Digest(sha256: [1])) -> Version {
        Version(
            id: .example(number),
            workload: .example(),
            number: number,
            snapshot: snapshot,
            attribution: .example(message: "upload \(number)"),
            createdAt: .example
        )
    }
}

extension DeployedRouting {
    /// A split in its first layout.
    static func example(_ split: TrafficSplit, rules: [Rule] = []) -> DeployedRouting {
        let slots = SlotMap.derived(for: split, from: nil) { Int($0.version?.bytes.last ?? 0) }
        return DeployedRouting(split: split, slots: slots, rules: rules.map { DeployedRule(rule: $0, slots: slots) })
    }
}

extension Deployment {
    static func example(_ sequence: Int = 1, routing: DeployedRouting, restores: Int? = nil) -> Deployment {
        Deployment(
            id: .example(sequence),
            workload: .example(),
            alias: .example(),
            sequence: sequence,
            routing: routing,
            restores: restores.map { .example($0) },
            attribution: .example("grace", message: "deployment \(sequence)"),
            createdAt: .example
        )
    }
}
