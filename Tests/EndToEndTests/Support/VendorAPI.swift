import FoundationEssentials
import HTTPEngine
import HTTPModel

/// Speaks the Workers API as one principal: what the native API does not offer is done there.
struct VendorAPI: Sendable {
    let client: HTTPClient
    let token: String
    private let account: String

    private static let answerLimit = 1 << 20

    struct Refusal: Error, CustomStringConvertible {
        let description: String
    }

    init(client: HTTPClient, token: String) async throws {
        struct Accounts: Decodable {
            let result: [Account]

            struct Account: Decodable {
                let id: String
            }
        }
        self.client = client
        self.token = token
        let body = try await Self.answer(.get, "/accounts", client: client, token: token)
        guard let found = try JSONDecoder().decode(Accounts.self, from: body).result.first else {
            throw Refusal(description: "there is no account")
        }
        account = found.id
    }

    /// Uploads and deploys a worker of one module; `bindings` and `services` are texts and workers by name.
    func deploy(
        _ source: String,
        to name: String,
        bindings: [String: String] = [:],
        services: [String: String] = [:]
    )
        async throws
    {
        let documents =
            bindings.map { ["type": "plain_text", "name": $0.key, "text": $0.value] }
            + services.map { ["type": "service", "name": $0.key, "service": $0.value] }
        let encoded = String(decoding: try APIClient.encoded(documents), as: UTF8.self)
        var form = MultipartWriter()
        let metadata = "{\"main_module\":\"index.js\",\"bindings\":\(encoded)}"
        form.add("metadata", contentType: "application/json", body: .text(metadata))
        form.add("index.js", contentType: "application/javascript+module", body: .text(source))
        try await send(.put, "workers/scripts/\(name)", form.body, type: form.contentType)
        try await send(
            .post,
            "workers/scripts/\(name)/subdomain",
            .text("{\"enabled\":true}"),
            type: "application/json"
        )
    }

    func schedule(_ crons: [String], of name: String) async throws {
        let document = try APIClient.encoded(crons.map { ["cron": $0] })
        try await send(.put, "workers/scripts/\(name)/schedules", .bytes(document), type: "application/json")
    }

    func attach(_ hostname: String, to name: String) async throws {
        let document = try APIClient.encoded(["hostname": hostname, "service": name, "environment": "production"])
        try await send(.put, "workers/domains", .bytes(document), type: "application/json")
    }

    func delete(_ name: String) async throws {
        try await send(.delete, "workers/scripts/\(name)?force=true", .empty, type: "application/json")
    }

    private func send(_ method: HTTPMethod, _ path: String, _ body: HTTPBody, type: String) async throws {
        _ = try await Self.answer(
            method,
            "/accounts/\(account)/\(path)",
            body,
            type: type,
            client: client,
            token: token
        )
    }

    private static func answer(
        _ method: HTTPMethod,
        _ path: String,
        _ body: HTTPBody = .empty,
        type: String? = nil,
        client: HTTPClient,
        token: String
    ) async throws -> Data {
        var request = HTTPRequest(method, try HTTPTarget("/client/v4\(path)"), body: body)
        request.fields.set(.authorization, to: try HTTPFieldValue("Bearer \(token)"))
        if let type { request.fields.set(.contentType, to: try HTTPFieldValue(type)) }
        let response = try await client.send(request)
        let bytes = try await response.body.collect(upTo: answerLimit)
        guard response.status.isSuccess else {
            throw Refusal(description: "\(response.status.code): \(String(decoding: bytes, as: UTF8.self))")
        }
        return Data(bytes)
    }
}
