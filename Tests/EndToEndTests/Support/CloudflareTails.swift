import FoundationEssentials
import HTTPEngine
import HTTPModel
import SocketTesting

/// The tails of one worker, as a client of Cloudflare's API asks for them.
struct CloudflareTails: Sendable {
    private static let answerLimit = 1 << 20

    private let client: HTTPClient
    private let token: String
    private let worker: String

    init(_ server: SluiceServer, worker: String, token: String? = nil) throws {
        let api = try server.api
        client = api.client
        self.token = token ?? api.token
        self.worker = worker
    }

    func create(_ body: String) async throws -> OpenableTail {
        let response = try await request(.post, "", body: body)
        let data = Data(try await response.body.collect(upTo: Self.answerLimit))
        return OpenableTail(result: try JSONDecoder().decode(Envelope.self, from: data).result, tails: self)
    }

    /// Sends a body without saying what it is, as clients do.
    func request(_ method: HTTPMethod, _ path: String, body: String = "") async throws -> HTTPResponse {
        let fields: HTTPFields = [.authorization: try HTTPFieldValue("Bearer \(token)")]
        let accounts = try await client.send(HTTPRequest(.get, "/client/v4/accounts", fields: fields))
        let data = Data(try await accounts.body.collect(upTo: Self.answerLimit))
        guard let account = try JSONDecoder().decode(Accounts.self, from: data).result.first else {
            throw CocoaError(.fileReadCorruptFile)
        }
        let target = try HTTPTarget("/client/v4/accounts/\(account.id)/workers/scripts/\(worker)/tails\(path)")
        return try await client.send(HTTPRequest(method, target, fields: fields, body: .text(body)))
    }

    struct Result: Decodable, Sendable {
        let id: String
        let url: String
    }

    private struct Envelope: Decodable {
        let result: Result
    }

    private struct Accounts: Decodable {
        let result: [Account]

        struct Account: Decodable {
            let id: String
        }
    }
}

/// A tail that was asked for.
struct OpenableTail: Sendable {
    private let result: CloudflareTails.Result
    private let tails: CloudflareTails
    private let endpoint: URL?

    init(result: CloudflareTails.Result, tails: CloudflareTails) {
        self.result = result
        self.tails = tails
        endpoint = URL(string: result.url)
    }

    /// Opens its WebSocket as the vendor's client does.
    func open() throws -> PlainWebSocket {
        try PlainWebSocket(
            over: try socket(),
            host: host,
            target: target,
            fields: "Sec-WebSocket-Protocol: trace-v1\r\n"
                + "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
        )
    }

    /// Returns the status with which opening it is refused.
    func refusal(fields: String = "") throws -> Int {
        let socket = try socket()
        try socket.send(PlainWebSocket.request(host: host, target: target, fields: fields))
        return try socket.receiveAnswer().status
    }

    func delete() async throws {
        let response = try await tails.request(.delete, "/\(result.id)")
        guard response.status == .ok else { throw CocoaError(.fileNoSuchFile) }
    }

    private var target: String { endpoint?.path() ?? "" }
    private var host: String { "\(endpoint?.host() ?? ""):\(endpoint?.port ?? 0)" }

    private func socket() throws -> PlainSocket {
        try PlainSocket(port: UInt16(endpoint?.port ?? 0))
    }
}
