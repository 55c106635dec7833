public import FoundationEssentials

/// The identity of an entity: a UUID that cannot be mistaken for the identity of another kind of entity.
public struct Identifier<Entity>: Sendable, Hashable {
    public let uuid: UUID

    public init(_ uuid: UUID) {
        self.uuid = uuid
    }

    /// Reads the 36-character form; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        guard let uuid = UUID(uuidString: String(text)) else { return nil }
        self.uuid = uuid
    }

    /// The sixteen bytes in network order.
    public var bytes: [UInt8] {
        withUnsafeBytes(of: uuid.uuid) { Array($0) }
    }

    /// The first eight hexadecimal digits, as they stand in preview hosts.
    public var prefix: String {
        String(description.prefix(8))
    }
}

extension Identifier: CustomStringConvertible {
    /// The lower-case 36-character form.
    public var description: String {
        uuid.uuidString.lowercased()
    }
}

extension Identifier: Comparable {
    public static func < (left: Self, right: Self) -> Bool {
        left.uuid < right.uuid
    }
}
