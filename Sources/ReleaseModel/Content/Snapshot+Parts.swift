extension Snapshot {
    /// What content consists of: what a gateway has to know of it before it reads it.
    public struct Parts: OptionSet, Sendable, Hashable {
        /// Stores keep this number.
        public let rawValue: Int

        public init(rawValue: Int) {
            self.rawValue = rawValue
        }

        /// Code that an engine runs.
        public static let code = Parts(rawValue: 1)
        /// Static files.
        public static let assets = Parts(rawValue: 2)
    }
}
