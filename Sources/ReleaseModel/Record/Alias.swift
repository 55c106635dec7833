public import FoundationEssentials

/// A mutable pointer with a history.
public struct Alias: Sendable, Hashable {
    public typealias ID = Identifier<Alias>

    public let id: ID
    public let workload: Workload.ID
    public let name: Name
    /// The deployment in force; `nil` until there is one.
    public let deployment: Deployment.ID?
    /// Where a request's affinity key is read from, besides the key header that every request may carry.
    public let affinity: RequestAttribute?
    /// At most ``maximumDescriptionLength`` scalars.
    public let description: String
    public let createdAt: Date

    /// The longest description, in Unicode scalars.
    public static let maximumDescriptionLength = 256

    public init(
        id: ID,
        workload: Workload.ID,
        name: Name,
        deployment: Deployment.ID? = nil,
        affinity: RequestAttribute? = nil,
        description: String = "",
        createdAt: Date
    ) {
        self.id = id
        self.workload = workload
        self.name = name
        self.deployment = deployment
        self.affinity = affinity
        self.description = description
        self.createdAt = createdAt
    }

    /// An alias's name: `[_a-zA-Z][-_a-zA-Z0-9]*`, 1–128 characters, not a reserved word.
    public struct Name: Sendable, Hashable {
        public static let maximumLength = 128
        public static let reserved: Set<String> = ["LATEST", "newest", "deployed"]
        public static let production = Name(builtIn: "production")
        public static let live = Name(builtIn: "live")

        public let text: String

        public init(_ text: String) throws(InvalidName) {
            guard let first = text.utf8.first else { throw InvalidName(name: text, problem: .empty) }
            guard text.utf8.count <= Self.maximumLength else {
                throw InvalidName(name: text, problem: .tooLong(limit: Self.maximumLength))
            }
            guard Self.isLetter(first), text.utf8.allSatisfy({ Self.isLetter($0) || Self.isDigitOrHyphen($0) }) else {
                throw InvalidName(name: text, problem: .forbiddenCharacter)
            }
            guard !Self.reserved.contains(text) else { throw InvalidName(name: text, problem: .reserved) }
            self.text = text
        }

        /// Checks what a name needs besides to become part of a host.
        public func checkHost() throws(InvalidName) {
            try HostLabel.check(text)
            guard !HostLabel.isVersionPrefix(text) else {
                throw InvalidName(name: text, problem: .looksLikeAVersionPrefix)
            }
        }

        private init(builtIn text: String) {
            self.text = text
        }

        private static func isLetter(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        }

        private static func isDigitOrHyphen(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
    }
}

extension Alias.Name: CustomStringConvertible {
    public var description: String { text }
}
