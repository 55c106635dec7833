/// Who owns workloads; names are unique within one account and kind.
public struct Account: Sendable, Hashable {
    public typealias ID = Identifier<Account>

    public let id: ID
    public let name: String

    public init(id: ID, name: String) {
        self.id = id
        self.name = name
    }
}
