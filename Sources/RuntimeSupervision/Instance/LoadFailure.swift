/// The error that kept a worker's modules from being loaded, as the engine reports it.
public struct LoadFailure: Error, Sendable, Hashable, Decodable {
    /// The error's class, such as `SyntaxError`.
    public let name: String
    public let message: String
    /// Where it came from, in terms of the bundle (`bundle:///index.js:8:38`); nil for values that are no errors.
    public let stack: String?
    /// What was going on; nil for the loading of modules.
    public let phase: Phase?

    /// What is done with code before it serves.
    public enum Phase: String, Sendable, Hashable, Decodable {
        case initializer
    }

    public init(name: String, message: String, stack: String? = nil, phase: Phase? = nil) {
        self.name = name
        self.message = message
        self.stack = stack
        self.phase = phase
    }
}

extension LoadFailure: CustomStringConvertible {
    public var description: String { "\(name): \(message)" }
}
