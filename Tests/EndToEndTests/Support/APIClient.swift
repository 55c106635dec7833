import FoundationEssentials
import HTTPEngine
import HTTPModel
import NativeWire

/// Speaks the native API as one principal.
struct APIClient: Sendable {
    let client: HTTPClient
    let token: String

    /// The largest answer that is read, in bytes.
    private static let answerLimit = 64 << 20

    // MARK: Changes

    func upload(
        _ code: WorkerCode,
        to name: String,
        deploy: Bool = false,
        message: String? = nil,
        key: String? = nil
    ) async throws -> WireUploadResult {
        let form = try code.form(deploy: deploy, message: message)
        var request = try request(.post, "workers/\(name)/versions", key: key)
        request.fields.set(.contentType, to: try HTTPFieldValue(form.contentType))
        request.body = form.body
        return try await answer(to: request)
    }

    func deploy(
        _ shares: KeyValuePairs<Int, String>,
        of name: String,
        alias: String? = nil,
        message: String? = nil,
        key: String? = nil
    ) async throws -> WireDeploymentResult {
        let shares = shares.map { WireDeploymentRequest.RequestedShare(version: "\($0)", percentage: $1) }
        let document = WireDeploymentRequest(alias: alias, shares: shares, message: message)
        return try await send(.post, "workers/\(name)/deployments", document, key: key)
    }

    func rollback(
        _ name: String,
        toDeployment deployment: String? = nil,
        key: String? = nil
    ) async throws -> WireDeploymentResult {
        let document = WireRollbackRequest(deployment: deployment)
        return try await send(.post, "workers/\(name)/rollback", document, key: key)
    }

    func set(_ setting: String, to value: String, of name: String) async throws {
        let document = WireSettingRequest(value: value)
        let _: WireChangeResult = try await send(.put, "workers/\(name)/settings/\(setting)", document)
    }

    func setAffinity(_ source: String, of name: String) async throws {
        let document = WireAliasRequest(shares: nil, affinity: source)
        let _: WireAliasResult = try await send(.put, "workers/\(name)/aliases/production", document)
    }

    // MARK: Reading

    func status() async throws -> WireStatus {
        try await get("status")
    }

    /// Returns every item of a list, page by page.
    func all<Item: Codable & Sendable>(_ path: String, of type: Item.Type) async throws -> [Item] {
        var items: [Item] = []
        var cursor: String?
        repeat {
            let query = cursor.map { "&cursor=\($0)" } ?? ""
            let page: WireList<Item> = try await get("\(path)?limit=100\(query)")
            items += page.items
            cursor = page.cursor
        } while cursor != nil
        return items
    }

    func versions(of name: String) async throws -> [WireVersion] {
        try await all("workers/\(name)/versions", of: WireVersion.self)
    }

    func deployments(of name: String) async throws -> [WireDeployment] {
        try await all("workers/\(name)/deployments", of: WireDeployment.self)
    }

    // MARK: Requests

    func get<Answer: Decodable>(_ path: String) async throws -> Answer {
        try await answer(to: try request(.get, path))
    }

    func send<Answer: Decodable>(
        _ method: HTTPMethod,
        _ path: String,
        _ document: some Encodable,
        key: String? = nil
    ) async throws -> Answer {
        var request = try request(method, path, key: key)
        request.fields.set(.contentType, to: "application/json")
        request.body = .bytes(try Self.encoded(document))
        return try await answer(to: request)
    }

    /// The same bytes each time: a repeated request must be the very same.
    static func encoded(_ document: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return Array(try encoder.encode(document))
    }

    private func request(_ method: HTTPMethod, _ path: String, key: String? = nil) throws -> HTTPRequest {
        var fields: HTTPFields = [.authorization: try HTTPFieldValue("Bearer \(token)")]
        if let key { fields.set(.idempotencyKey, to: try HTTPFieldValue(key)) }
        return HTTPRequest(method, try HTTPTarget("\(NativeRoutes.prefix)/\(path)"), fields: fields)
    }

    private func answer<Answer: Decodable>(to request: HTTPRequest) async throws -> Answer {
        let response = try await client.send(request)
        let data = Data(try await response.body.collect(upTo: Self.answerLimit))
        guard response.status.isSuccess else { throw try JSONDecoder().decode(WireProblem.self, from: data) }
        return try JSONDecoder().decode(Answer.self, from: data)
    }
}
