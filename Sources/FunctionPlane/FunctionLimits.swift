/// What functions may use of this node.
public struct FunctionLimits: Sendable, Hashable {
    /// The event of a synchronous call, and the body of a request to an HTTP trigger, in bytes.
    public var synchronousBytes = 32 << 20
    /// The event of an asynchronous call, in bytes.
    public var asynchronousBytes = 128 << 10
    /// What a function may answer to an event, in bytes.
    public var resultBytes = 32 << 20
    /// The instances of one function of one version, where its qualifier says nothing else.
    public var instancesPerFunction = 100
    /// The instances of all functions together; below what the supervisor allows, so that ending ones have room.
    public var instances = 200
    /// The calls of one function of one version that wait for an instance.
    public var waitingCalls = 1_000
    /// How long a call waits for an instance before it is refused, starts included.
    public var longestWait = Duration.seconds(330)
    /// How long an instance that nobody calls is kept.
    public var idleTime = Duration.seconds(300)
    /// How long an instance may take to become ready, without its initializer.
    public var startTimeout = Duration.seconds(30)
    /// The same where the package brings the server.
    public var customStartTimeout = Duration.seconds(120)
    /// The pause after a start that failed; it doubles with each further one.
    public var firstPause = Duration.seconds(1)
    /// The longest pause between two starts.
    public var longestPause = Duration.seconds(60)
    /// How long an instance has to end when it has no preStop hook of its own.
    public var stopTimeout = Duration.seconds(5)
    /// The unpacked code that is kept although nothing uses it, in bytes.
    public var shelfBytes = 2 << 30
    /// What asynchronous calls may use.
    public var queue = QueueLimits()
    /// Whether functions of services that ask for it share this machine's network: the operator's grant.
    public var grantsNetwork = false

    public init() {}
}
