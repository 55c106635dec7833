/// Who owns workloads; names are unique within one account and kind.
public struct Account: Sendable, Hashable {
    public typealias ID = Identifier<Account>

    /// The most characters of a name.
    public static let maximumNameLength = 64
    /// The account of whoever runs the server; it is there from the beginning.
    public static let operatorName = "default"

    public let id: ID
    public let name: String

    public init(id: ID, name: String) {
        self.id = id
        self.name = name
    }

    /// Refuses names but those of 1 to ``maximumNameLength`` lower-case letters, digits and hyphens.
    public static func checkName(_ name: String) throws(InvalidName) {
        guard !name.isEmpty else { throw InvalidName(name: name, problem: .empty) }
        guard name.utf8.count <= maximumNameLength else {
            throw InvalidName(name: name, problem: .tooLong(limit: maximumNameLength))
        }
        let isAllowed = name.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "-")
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        guard isAllowed else { throw InvalidName(name: name, problem: .forbiddenCharacter) }
    }
}
