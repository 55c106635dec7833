import HTTPEngine
import HTTPModel
import SocketTesting
import Telemetry
import Testing

/// A server that runs for the time of a test.
struct RunningServer: Sendable {
    let server: HTTPServer
    let address: SocketAddress

    var client: HTTPClient {
        get throws { try HTTPClient(to: endpoint) }
    }

    var endpoint: HTTPEndpoint {
        switch address {
        case .unix(let path): .unix(path: path)
        case .ipv4(let host, let port), .ipv6(let host, let port): .tcp(host: host, port: port)
        }
    }

    func connect() throws -> RawSocket {
        try RawSocket(connectedTo: address)
    }
}

/// Runs a server on a free port, or on a Unix socket, until the body returns.
func withServer(
    overUnix: Bool = false,
    limits: ServerLimits = ServerLimits(),
    handler: @escaping HTTPServer.Handler,
    _ body: (RunningServer) async throws -> Void
) async throws {
    let folder = try ShortFolder()
    let address = overUnix ? SocketAddress.unix("\(folder.path)/s") : .ipv4("127.0.0.1", port: 0)
    let socket = try ListeningSocket(binding: address)
    let server = HTTPServer(name: "test", on: [socket], loopCount: 2, limits: limits, log: .silent, handler: handler)
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await server.run() }
        try await body(RunningServer(server: server, address: try #require(socket.addresses.first)))
        group.cancelAll()
        try await group.waitForAll()
    }
    withExtendedLifetime(folder) {}
}

extension HTTPResponse {
    static func text(_ text: String) -> HTTPResponse {
        HTTPResponse(.ok, body: .text(text))
    }
}

/// Answers with the body that came, whole.
@Sendable
func echo(_ request: HTTPRequest) async -> HTTPResponse {
    do {
        return HTTPResponse(.ok, body: .bytes(try await request.body.collect(upTo: 1 << 30)))
    } catch {
        return HTTPResponse(.badRequest, body: .text("\(error)"))
    }
}
