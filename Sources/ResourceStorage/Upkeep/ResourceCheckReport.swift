/// What a check of the resources found.
public struct ResourceCheckReport: Sendable, Hashable {
    /// The most problems that one report lists.
    public static let maximumProblems = 1_000

    public internal(set) var namespaces = 0
    public internal(set) var pairs = 0
    public private(set) var problems: [Problem] = []
    /// Whether there were more problems than are listed.
    public private(set) var isCutShort = false

    /// Says that there is nothing, and nothing wrong with it.
    public init() {}

    /// Something that is not as it should be.
    public struct Problem: Sendable, Hashable {
        public let code: Code
        /// Where it is, such as `kv_pair 17`.
        public let subject: String
    }

    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// SQLite finds the file damaged.
        case fileDamaged = "file_damaged"
        /// A stored value breaks the rules of its type.
        case rowUnreadable = "row_unreadable"
        /// A pair belongs to no namespace.
        case referenceBroken = "reference_broken"
    }

    mutating func add(_ code: Code, _ subject: String) {
        guard problems.count < Self.maximumProblems else {
            isCutShort = true
            return
        }
        problems.append(Problem(code: code, subject: subject))
    }
}
