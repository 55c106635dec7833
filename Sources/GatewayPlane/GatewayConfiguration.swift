/// How a gateway is set up; fixed for its life.
public struct GatewayConfiguration: Sendable {
    /// The domain whose subdomains are workers: lower case, without a leading or trailing dot.
    public var domain = "localhost"
    /// The number of event loops, each a thread.
    public var loopCount = 1
    /// How late a timeout may be noticed.
    public var sweepInterval = Duration.milliseconds(250)
    public var limits = GatewayLimits()
    /// Receives a record of every request, or of a sample; nil logs nothing.
    public var requestLog: RequestLog?

    public init() {}
}
