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
    /// no hyphen at either end. Services and flows allow the wider set of their own systems; a flow's is
    /// `FLOW/DEPLOYMENT`.
    public struct Name: Sendable, Hashable {
        /// The longest name of a service, in bytes.
        public static let maximumLength = 128
        /// The longest name of a flow, in bytes.
        public static let maximumFlowLength = 512

        public let text: String

        public init(_ text: String, kind: Kind) throws(InvalidName) {
            guard !text.isEmpty else { throw InvalidName(name: text, problem: .empty) }
            switch kind {
            case .worker:
                try HostLabel.check(text)
            case .service:
                try Self.check(text, limit: Self.maximumLength)
                guard !text.utf8.contains(UInt8(ascii: "/")) else {
                    throw InvalidName(name: text, problem: .forbiddenCharacter)
                }
            case .flow:
                try Self.check(text, limit: Self.maximumFlowLength)
                let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
                guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
                    throw InvalidName(name: text, problem: .notFlowAndDeployment)
                }
            }
            self.text = text
        }

        private static func check(_ text: String, limit: Int) throws(InvalidName) {
            guard text.utf8.count <= limit else { throw InvalidName(name: text, problem: .tooLong(limit: limit)) }
            guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
                throw InvalidName(name: text, problem: .forbiddenCharacter)
            }
        }
    }
}

extension Workload.Name: CustomStringConvertible {
    public var description: String { text }
}
