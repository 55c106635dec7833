public import FoundationEssentials

/// What is versioned: a worker, a service or a flow.
public struct Workload: Sendable, Hashable {
    public typealias ID = Identifier<Workload>

    public let id: ID
    public let account: Account.ID
    public let kind: Kind
    public let name: Name
    public let createdAt: Date

    public init(id: ID, account: Account.ID, kind: Kind, name: Name, createdAt: Date) {
        self.id = id
        self.account = account
        self.kind = kind
        self.name = name
        self.createdAt = createdAt
    }

    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case worker, service, flow

        /// The alias that every workload of this kind has from the start; services have none of their own.
        public var builtInAlias: Alias.Name? {
            switch self {
            case .worker: .production
            case .flow: .live
            case .service: nil
            }
        }

        /// How many targets one split of this kind may hold.
        public var maximumTargets: Int {
            switch self {
            case .worker: TrafficSplit.maximumTargets
            case .service: 2
            case .flow: 1
            }
        }
    }

    /// A workload's name.
    ///
    /// A worker's is a DNS label (RFC 1123), since it becomes a host: 1–63 lower-case letters, digits and hyphens,
    /// no hyphen at either end. Services and flows allow the wider set of their own systems.
    public struct Name: Sendable, Hashable {
        /// The longest name of a kind without a host.
        public static let maximumLength = 128

        public let text: String

        public init(_ text: String, kind: Kind) throws(InvalidName) {
            guard !text.isEmpty else { throw InvalidName(name: text, problem: .empty) }
            switch kind {
            case .worker:
                try HostLabel.check(text)
            case .service, .flow:
                guard text.utf8.count <= Self.maximumLength else {
                    throw InvalidName(name: text, problem: .tooLong(limit: Self.maximumLength))
                }
                guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F && $0 != "/" }) else {
                    throw InvalidName(name: text, problem: .forbiddenCharacter)
                }
            }
            self.text = text
        }
    }
}

extension Workload.Name: CustomStringConvertible {
    public var description: String { text }
}
