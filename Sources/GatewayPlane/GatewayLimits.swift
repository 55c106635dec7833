public import HTTPEngine

/// What the gateway lets clients and engines use; every wait and every buffer of the data path is here.
public struct GatewayLimits: Sendable, Hashable {
    /// The limits of requests; their `bodyBytes` bound a request's body (413).
    public var requests = HTTPLimits()
    /// The bytes of an answer's head from an engine; at most 65,535.
    public var answerHeadBytes = 32_768
    /// Client connections of one loop; more are closed at once.
    public var connectionsPerLoop = 16_384
    /// Requests of one loop that may wait for an instance of one version.
    public var waitingPerVersion = 1_024
    /// How often one request may ask for an instance, before it is refused: instances may drain or die meanwhile.
    public var attemptsPerRequest = 3
    /// Connections of one loop to one instance.
    public var connectionsPerInstance = 1_024
    /// Connections among them that are kept while idle.
    public var idleConnectionsPerInstance = 256
    /// Bytes that a client may send ahead of the request in hand, before reading stops.
    public var pipelinedBytes = 65_536
    /// Hosts that one loop remembers; when there are more it begins afresh.
    public var rememberedHosts = 8_192

    /// From the first byte of a head to its last.
    public var headTimeout = Duration.seconds(10)
    /// Between two requests of a connection, and before the first.
    public var idleTimeout = Duration.seconds(75)
    /// Between two pieces of a request's body.
    public var bodyTimeout = Duration.seconds(30)
    /// Without the client taking any of an answer that waits for it.
    public var writeTimeout = Duration.seconds(60)
    /// Until an instance is there.
    public var instanceTimeout = Duration.seconds(15)
    /// Between the request and the answer's head, and between two pieces of its body.
    public var answerTimeout = Duration.seconds(60)
    /// The same for functions, whose own limits reach to a day.
    public var functionTimeout = Duration.seconds(90_000)
    /// How long an idle connection to an instance is kept.
    public var pooledTimeout = Duration.seconds(60)

    public init() {}
}
