import Foundation
import HTTPEngine
import HTTPModel

/// Uploads static files over Cloudflare's API, as its clients do.
struct CloudflareAssets: Sendable {
    private static let answerLimit = 1 << 20

    let account: String
    private let client: HTTPClient
    private let token: String

    init(_ server: SluiceServer) async throws {
        let api = try server.api
        client = api.client
        token = api.token
        let answer = try await Self.answer(
            to: HTTPRequest(
                .get,
                "/client/v4/accounts",
                fields: [.authorization: try HTTPFieldValue("Bearer \(token)")]
            ),
            from: client
        )
        account = try JSONDecoder().decode(Accounts.self, from: answer.body).result.first?.id ?? ""
    }

    /// Asks for a session; the hash of a file is whatever the client likes.
    func begin(_ worker: String, _ files: KeyValuePairs<String, String>) async throws -> Session {
        let entries = files.map {
            "\"\($0.key)\":{\"hash\":\"\(Self.hash($0.value))\",\"size\":\($0.value.utf8.count)}"
        }
        let body = "{\"manifest\":{\(entries.joined(separator: ","))}}"
        let answer = try await send(.post, "workers/scripts/\(worker)/assets-upload-session", body: .text(body))
        return try JSONDecoder().decode(Envelope<Session>.self, from: answer.body).result
    }

    /// Sends contents under the token of a session; another account and another token may be tried.
    func send(
        _ contents: [String],
        in session: Session,
        account: String? = nil,
        token: String? = nil
    ) async throws -> (status: HTTPStatus, body: Data) {
        var form = MultipartWriter()
        for content in contents {
            let body = HTTPBody.text(Data(content.utf8).base64EncodedString())
            form.add(Self.hash(content), body: body)
        }
        return try await send(
            .post,
            "workers/assets/upload?base64=true",
            account: account,
            token: token ?? session.jwt,
            type: form.contentType,
            body: form.body
        )
    }

    /// Deploys a worker of files alone.
    func deploy(_ worker: String, _ jwt: String, config: String = "{}") async throws -> (status: HTTPStatus, body: Data)
    {
        let metadata = "{\"metadata\":{\"assets\":{\"jwt\":\"\(jwt)\",\"config\":\(config)}}}"
        let deployed = try await send(.put, "workers/scripts/\(worker)", body: .text(metadata))
        _ = try await send(.post, "workers/scripts/\(worker)/subdomain", body: .text(#"{"enabled":true}"#))
        return deployed
    }

    func send(
        _ method: HTTPMethod,
        _ path: String,
        account: String? = nil,
        token: String? = nil,
        type: String = "application/json",
        body: HTTPBody = .empty
    ) async throws -> (status: HTTPStatus, body: Data) {
        let fields: HTTPFields = [
            .authorization: try HTTPFieldValue("Bearer \(token ?? self.token)"), .contentType: try HTTPFieldValue(type),
        ]
        let target = try HTTPTarget("/client/v4/accounts/\(account ?? self.account)/\(path)")
        return try await Self.answer(to: HTTPRequest(method, target, fields: fields, body: body), from: client)
    }

    private static func answer(
        to request: HTTPRequest,
        from client: HTTPClient
    ) async throws -> (status: HTTPStatus, body: Data) {
        let response = try await client.send(request)
        return (response.status, Data(try await response.body.collect(upTo: answerLimit)))
    }

    /// 32 hexadecimal digits that are alike for alike contents.
    private static func hash(_ content: String) -> String {
        let sum = content.utf8.reduce(14_695_981_039_346_656_037 as UInt64) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        let digits = String(sum, radix: 16)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }

    struct Session: Decodable, Sendable {
        let jwt: String
        let buckets: [[String]]
    }

    struct Envelope<Result: Decodable>: Decodable {
        let result: Result
    }

    private struct Accounts: Decodable {
        let result: [Account]

        struct Account: Decodable {
            let id: String
        }
    }
}
