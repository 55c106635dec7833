import HTTPEngine
import HTTPModel

/// The Prefect server behind the proxy: the one place that is ever dialled.
///
/// Redirects are passed on, not followed, and nothing in a request chooses another place.
struct UpstreamServer: Sendable {
    let endpoint: HTTPEndpoint
    let limits: UpstreamLimits
    private let client: HTTPClient
    /// Apart, so that WebSockets, which stay, take no request's connection.
    private let socketClient: HTTPClient

    init(at endpoint: HTTPEndpoint, limits: UpstreamLimits = UpstreamLimits()) throws(LoopError) {
        self.endpoint = endpoint
        self.limits = limits
        client = try HTTPClient(to: endpoint, limits: limits.client)
        var socketLimits = limits.client
        socketLimits.connections = limits.sockets
        socketClient = try HTTPClient(to: endpoint, limits: socketLimits)
    }

    /// Passes a client's request on and its answer back, both as they are but for what concerns the connection.
    ///
    /// The host that the client named goes along, so that the server's redirects lead back here.
    func forward(_ request: HTTPRequest) async throws(UpstreamFailure) -> HTTPResponse {
        var request = request
        request.fields = request.fields.passedOn
        var answer = try await send(request)
        answer.fields = answer.fields.passedBack
        return answer
    }

    /// Sends a request; a write that the server is too busy for is sent again until it is not, or until the deadline.
    ///
    /// Such a server answers 503; the last 503 is returned. Bodies over the limit are sent once.
    func send(_ request: HTTPRequest) async throws(UpstreamFailure) -> HTTPResponse {
        guard request.method.isWrite else { return try await attempt(request) }
        var request = request
        request.body = try await collected(request.body)
        guard request.body.bytesAtHand != nil else { return try await attempt(request) }
        let start = ContinuousClock.now
        var pauses = RetryPauses(limits)
        while true {
            let answer = try await attempt(request)
            guard answer.status == .serviceUnavailable,
                let pause = pauses.next(elapsed: ContinuousClock.now - start, jitter: .random(in: 0...1))
            else { return answer }
            do { try await Task.sleep(for: pause) } catch { throw .cancelled }
        }
    }

    /// Asks for a WebSocket: with 101 the answer's body is what the server sends, and the request's what is sent to it.
    func openSocket(_ request: HTTPRequest) async throws(UpstreamFailure) -> HTTPResponse {
        do {
            return try await socketClient.send(request, timeouts: limits.timeouts)
        } catch {
            throw UpstreamFailure(error)
        }
    }

    private func attempt(_ request: HTTPRequest) async throws(UpstreamFailure) -> HTTPResponse {
        do {
            return try await client.send(request, timeouts: limits.timeouts)
        } catch {
            throw UpstreamFailure(error)
        }
    }

    /// Returns a body as bytes at hand, or as a stream still if it is too large to be kept.
    private func collected(_ body: HTTPBody) async throws(UpstreamFailure) -> HTTPBody {
        if body.bytesAtHand != nil { return body }
        if let length = body.length, length > limits.repeatableBytes { return body }
        var bytes: [UInt8] = []
        do {
            for try await chunk in body {
                bytes += chunk
                if bytes.count > limits.repeatableBytes { return .concatenation([.bytes(bytes), body]) }
            }
        } catch {
            throw .requestBodyFailed
        }
        return .bytes(bytes)
    }
}

extension HTTPMethod {
    /// Whether it changes something at the Prefect server, or may.
    var isWrite: Bool {
        switch self {
        case .post, .put, .patch, .delete: true
        default: false
        }
    }
}
