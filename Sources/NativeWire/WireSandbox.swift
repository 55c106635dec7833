/// What separates functions from the machine.
public struct WireSandbox: Codable, Sendable {
    /// `enforced`; `refused` where functions do not start, because they cannot be isolated; `off` where they start with
    /// the rights of the server, because it was told so.
    public let state: State
    /// The layers that are active, such as `bubblewrap` and `systemCallFilter`.
    public let active: [String]
    public let missing: [MissingLayer]

    public enum State: String, Codable, Sendable, CaseIterable {
        case enforced, refused, off
    }

    /// A layer that this machine does not give.
    public struct MissingLayer: Codable, Sendable {
        public let layer: String
        public let reason: String
        /// What follows for functions that start all the same, as a clause.
        public let consequence: String

        public init(layer: String, reason: String, consequence: String) {
            self.layer = layer
            self.reason = reason
            self.consequence = consequence
        }
    }

    public init(state: State, active: [String], missing: [MissingLayer]) {
        self.state = state
        self.active = active
        self.missing = missing
    }
}
