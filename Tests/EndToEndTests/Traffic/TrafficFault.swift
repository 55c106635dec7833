/// A request that was not answered as it should have been.
struct TrafficFault: Error, CustomStringConvertible {
    let number: Int
    let at: ContinuousClock.Instant
    let kind: Kind

    enum Kind: Sendable, Hashable {
        case connectFailed(errno: Int32)
        case writeFailed(errno: Int32)
        case readFailed(errno: Int32)
        case closed(afterBytes: Int)
        case timedOut
        case malformed(String)
        case status(Int, body: String)
        case notAVersion(String)
    }

    var description: String { "request \(number): \(kind)" }
}
