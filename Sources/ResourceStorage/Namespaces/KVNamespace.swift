public import FoundationEssentials
public import ReleaseModel

/// A collection of pairs that an account has under a title.
public struct KVNamespace: Sendable, Hashable {
    public typealias ID = Identifier<KVNamespace>

    public let id: ID
    public let account: Account.ID
    /// Unique within the account; compared by its bytes.
    public let title: String
    public let createdAt: Date

    public var reference: Reference { Reference(id, of: account) }

    /// A namespace as an account names it: that of another account is not found.
    public struct Reference: Sendable, Hashable {
        public let id: ID
        public let account: Account.ID

        public init(_ id: ID, of account: Account.ID) {
            self.id = id
            self.account = account
        }
    }
}
