import FoundationEssentials
import HTTPEngine
import HTTPModel

/// Speaks Prefect's REST API, of a server or of Sluice in front of one, as JSON.
struct PrefectAPI: Sendable {
    private static let answerLimit = 16 << 20

    private let client: HTTPClient
    private let authorization: HTTPFieldValue?
    /// Whether what a server is too busy for is asked again: of the server itself, which says so now and then, not of
    /// Sluice, which must not.
    private let repeatsBusy: Bool
    private static let busyLimit: Duration = .seconds(30)

    struct Answer: Sendable {
        let status: HTTPStatus
        let fields: HTTPFields
        /// `null` where the answer is empty or no JSON.
        let json: JSONValue
    }

    struct Refused: Error, CustomStringConvertible {
        let description: String
    }

    /// `credential` is the `USER:PASSWORD` of basic authentication, `token` what a client has as its PREFECT_API_KEY.
    init(of url: String, credential: String? = nil, token: String? = nil, repeatsBusy: Bool = false) throws {
        self.repeatsBusy = repeatsBusy
        client = try HTTPClient(to: HTTPEndpoint(url: url))
        let basic = credential.map { "Basic \(Data($0.utf8).base64EncodedString())" }
        authorization = try (basic ?? token.map { "Bearer \($0)" }).map { try HTTPFieldValue($0) }
    }

    /// Sends a request; the path is that behind `/api`, such as `/deployments/filter`.
    func send(
        _ method: HTTPMethod,
        _ path: String,
        _ body: JSONValue? = nil,
        fields: HTTPFields = [:]
    ) async throws -> Answer {
        var fields = fields
        if let authorization { fields.set("Authorization", to: authorization) }
        if case .some = body { fields.set("Content-Type", to: "application/json") }
        let request = HTTPRequest(
            method,
            try HTTPTarget("/api\(path)"),
            fields: fields,
            body: body.map { HTTPBody.bytes($0.bytes) } ?? .empty
        )
        var response = try await client.send(request)
        let deadline = ContinuousClock.now + Self.busyLimit
        while repeatsBusy, response.status == .serviceUnavailable, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(100))
            response = try await client.send(request)
        }
        let bytes = try await response.body.collect(upTo: Self.answerLimit)
        return Answer(status: response.status, fields: response.fields, json: JSONValue(bytes) ?? .null)
    }

    /// Sends a request that must succeed, and returns what it answers.
    @discardableResult
    func checked(_ method: HTTPMethod, _ path: String, _ body: JSONValue? = nil) async throws -> JSONValue {
        let answer = try await send(method, path, body)
        guard (200..<300).contains(answer.status.code) else {
            throw Refused(description: "\(method) \(path): \(answer.status) \(answer.json.text)")
        }
        return answer.json
    }

    /// Reads a deployment by the names of its flow and its own.
    func deployment(_ flow: String, _ name: String) async throws -> JSONValue {
        try await checked(.get, "/deployments/name/\(flow)/\(name)")
    }
}
