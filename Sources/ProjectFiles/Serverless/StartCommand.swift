/// What starts a custom runtime.
public struct StartCommand: Sendable, Hashable {
    public let command: [String]
    public let arguments: [String]
}
