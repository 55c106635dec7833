public import HTTPModel
import Lifecycle
import Synchronization

/// Calls one server over kept connections (HTTP/1.1, TCP or Unix socket).
///
/// Cheap to make, and to let go: a thread of its own ends with the last reference to the client and to the bodies of
/// its answers. Cancelling a call closes its connection.
public final class HTTPClient: Sendable {
    public let endpoint: HTTPEndpoint
    private let limits: ClientLimits
    private let lease: LoopLease
    private let lastCall = Atomic<Int>(0)

    /// Makes a client with a loop of its own, or on one that somebody else runs.
    ///
    /// - Throws: ``LoopError`` if the system has no thread left.
    public init(
        to endpoint: HTTPEndpoint,
        limits: ClientLimits = ClientLimits(),
        on thread: LoopThread? = nil
    ) throws(LoopError) {
        self.endpoint = endpoint
        self.limits = limits
        if let thread {
            lease = LoopLease(thread, isOwned: false)
        } else {
            lease = LoopLease(try LoopThread(name: "http-client"), isOwned: true)
        }
    }

    /// Sends a request and returns as soon as the head of its answer is there.
    ///
    /// A request that is lost on a kept connection, because the server closed it meanwhile, is sent once more on a new
    /// one if its method is idempotent and its body at hand.
    ///
    /// A request with `Connection: Upgrade` and `Upgrade` asks for a tunnel. If the answer is 101 its body is what the
    /// server sends until it ends, and only then the request's body is read, and sent as it is; any other answer is
    /// one like all. The idle timeout does not hold in tunnels, but ``TunnelLimits``.
    public func send(
        _ request: HTTPRequest,
        timeouts: ClientTimeouts = ClientTimeouts()
    ) async throws(HTTPClientError) -> HTTPResponse {
        let authority = request.authority ?? endpoint.authority
        let bytes = Array(authority.utf8)
        guard bytes.count <= limits.message.targetBytes, Authority.isValid(ByteRange(0, bytes.count), in: bytes.span)
        else { throw .invalidRequest("The authority is not a host with an optional port.") }
        let addresses = try await HostResolver.addresses(of: endpoint, within: timeouts.connect)
        let ticket = ClientCall.Ticket(
            id: lastCall.wrappingAdd(1, ordering: .relaxed).newValue,
            request: request,
            authority: authority,
            offeredProtocols: request.fields.upgradeProtocols,
            timeouts: timeouts,
            addresses: addresses,
            lease: lease
        )
        return try await perform(ticket).get()
    }

    private func perform(_ ticket: ClientCall.Ticket) async -> ClientCall.Answer {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isAccepted = lease.thread.submit { [limits] loop in
                    ticket.lease.pool(on: loop, limits: limits).start(ClientCall(ticket, continuation))
                }
                if !isAccepted { continuation.resume(returning: .failure(.shutDown)) }
            }
        } onCancel: {
            // The flag first: a start that does not see it comes before the submission below.
            ticket.cancellation.open()
            lease.thread.submit { [limits] loop in
                ticket.lease.pool(on: loop, limits: limits).cancel(ticket.id)
            }
        }
    }
}
