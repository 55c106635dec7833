/// How a new version takes over an alias's traffic, by the arguments of the vendor's plugin fc-canary.
public struct CanaryPlan: Sendable, Hashable {
    public let alias: String
    /// Of the version and the alias.
    public let description: String?
    /// The version that keeps the rest; `nil` for the one before the new one.
    public let baseVersion: Int?
    public let course: Course
    public let place: SourcePlace

    public enum Course: Sendable, Hashable {
        case atOnce
        /// One share, and the rest after its interval (`canaryStep`).
        case step(Stage)
        /// The same share again and again, until it is all (`linearStep`).
        case linear(Stage)
        /// These shares one after the other, and then all (`canaryPlans`).
        case stages([Stage])
        /// A share that stays (`canaryWeight`), in per cent.
        case share(Int)
    }

    /// A share, and how long it stays.
    public struct Stage: Sendable, Hashable {
        /// In per cent, 1 to 100.
        public let weight: Int
        /// In minutes, at least 1.
        public let interval: Int
    }
}
