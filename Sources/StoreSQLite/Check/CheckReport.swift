/// What a check of a whole store found.
public struct CheckReport: Sendable, Hashable {
    /// The most problems that one report lists.
    public static let maximumProblems = 1_000

    public internal(set) var revisions = 0
    public internal(set) var events = 0
    public internal(set) var workloads = 0
    public internal(set) var versions = 0
    public internal(set) var deployments = 0
    public internal(set) var snapshots = 0
    public internal(set) var blobs = 0
    public internal(set) var secrets = 0
    public internal(set) var accessKeys = 0
    public internal(set) var triggers = 0
    public private(set) var problems: [CheckProblem] = []
    /// Whether there are more problems than are listed.
    public private(set) var isCutShort = false

    public var isClean: Bool { problems.isEmpty }

    mutating func add(_ code: CheckProblem.Code, _ subject: String) {
        guard problems.count < Self.maximumProblems else {
            isCutShort = true
            return
        }
        problems.append(CheckProblem(code: code, subject: subject))
    }
}
