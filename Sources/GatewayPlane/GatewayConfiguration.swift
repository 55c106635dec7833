public import HTTPEngine
public import ReleaseModel

/// How a gateway is set up; fixed for its life.
public struct GatewayConfiguration: Sendable {
    /// The domain whose subdomains are workers: lower case, without a leading or trailing dot.
    public var domain = "localhost"
    /// The domains in which routes and custom domains may have their hosts; in none by default.
    public var zones: [DomainName] = []
    /// The names of the control listener, in lower case: no route leads from them.
    public var controlHosts: Set<String> = []
    /// The networks whose clients ``AccessPolicy/trusted`` means; this machine by default.
    public var trustedNetworks = NetworkBlock.loopback
    /// What clients speak to the listener, or to whatever ends TLS before it; routes may name the one or the other.
    public var scheme = RoutePattern.Scheme.http
    /// The number of event loops, each a thread.
    public var loopCount = 1
    /// How late a timeout may be noticed.
    public var sweepInterval = Duration.milliseconds(250)
    public var limits = GatewayLimits()
    /// Receives a record of every request, or of a sample; nil logs nothing.
    public var requestLog: RequestLog?

    public init() {}
}
