/// How long a call waits for each of its steps; `nil` is for as long as it takes.
public struct ClientTimeouts: Sendable, Hashable {
    public var connect: Duration? = .seconds(5)
    public var head: Duration? = .seconds(30)
    public var idle: Duration? = .seconds(30)

    public init() {}
}
