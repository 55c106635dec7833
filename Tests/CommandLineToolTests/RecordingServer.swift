import Foundation
import HTTPEngine
import HTTPModel
import Synchronization
import Telemetry
import Testing

/// A real HTTP server that answers commands as a test says, and remembers what it was asked.
enum RecordingServer {
    /// Runs commands against a real HTTP server that answers with what the closure says, and returns what it saw.
    static func run(
        environment: [String: String] = [:],
        _ answer: @escaping @Sendable (Int, HTTPRequest) -> HTTPResponse,
        _ body: (SessionFixture) async throws -> Void
    ) async throws -> [Seen] {
        let seen = Mutex<[Seen]>([])
        let socket = try ListeningSocket(binding: try SocketAddress(parsing: "127.0.0.1:0"))
        let port = try #require(socket.port)
        let server = HTTPServer(name: "test", on: [socket], log: .silent) { request in
            let content = (try? await request.body.collect(upTo: 1 << 20)) ?? []
            let count = seen.withLock {
                $0.append(Seen(request, content))
                return $0.count
            }
            return answer(count, request)
        }
        let location = ["SLUICE_URL": "http://127.0.0.1:\(port)", "SLUICE_TOKEN": "slc_test"]
        let fixture = try SessionFixture(environment: environment.merging(location) { given, _ in given })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            try await body(fixture)
            group.cancelAll()
        }
        return seen.withLock { $0 }
    }

    struct Seen: Sendable {
        let line: String
        let key: String?
        let authorization: String?
        let source: String?
        let contentType: String?
        let body: String

        init(_ request: HTTPRequest, _ content: [UInt8]) {
            line = "\(request.method) \(request.target)"
            key = request.fields[.idempotencyKey]
            authorization = request.fields[.authorization]
            source = request.fields["Sluice-Source"]
            contentType = request.fields[.contentType]
            body = String(decoding: content, as: UTF8.self)
        }
    }

    static func json(_ text: String, _ status: HTTPStatus = .ok) -> HTTPResponse {
        HTTPResponse(status, contentType: "application/json", body: .text(text))
    }

    static func problem(_ code: String, _ status: HTTPStatus) -> HTTPResponse {
        let text = """
            {"type":"urn:sluice:problem:\(code)","title":"T","status":\(status.code),"detail":"D","code":"\(code)",\
            "nextStep":"N","candidates":["one","two"]}
            """
        return HTTPResponse(status, contentType: "application/problem+json", body: .text(text))
    }
}
