import FoundationEssentials
import HTTPModel

/// Speaks Function Compute's API with one server, unsigned: with the token that all commands have.
struct FunctionComputeClient: Sendable {
    let client: APIClient

    init(_ session: Session) throws(CommandFailure) {
        client = try session.client()
    }

    func get(_ path: APIPath, query: [(String, String?)] = []) async throws(CommandFailure) -> JSONValue {
        let request = APIRequest(.get, try path.target(query: query), fields: Self.fields)
        return try await document(of: try await client.response(to: request), request)
    }

    /// Returns `nil` when there is no such thing.
    func find(_ path: APIPath, query: [(String, String?)] = []) async throws(CommandFailure) -> JSONValue? {
        do throws(CommandFailure) {
            return try await get(path, query: query)
        } catch {
            guard error.code.hasSuffix("_not_found") || error.code == "async_config_not_exists" else { throw error }
            return nil
        }
    }

    /// Sends a document by `POST` or `PUT`; a `POST` is sent once, even if its answer is lost.
    func send(
        _ method: HTTPMethod,
        _ path: APIPath,
        _ document: JSONValue,
        query: [(String, String?)] = [],
        fields: HTTPFields = [:]
    ) async throws(CommandFailure) -> JSONValue {
        let bytes = document.bytes
        let request = APIRequest(
            method,
            try path.target(query: query),
            contentType: "application/json",
            fields: Self.fields(and: fields)
        ) { .bytes(bytes) }
        return try await self.document(of: try await client.response(to: request), request)
    }

    func delete(_ path: APIPath) async throws(CommandFailure) {
        _ = try await client.response(to: APIRequest(.delete, try path.target(), fields: Self.fields))
    }

    /// Calls a function; the answer is its own, and may fail with its own words.
    func call(
        _ path: APIPath,
        query: [(String, String?)],
        event: [UInt8],
        fields: HTTPFields,
        patience: Duration
    ) async throws(CommandFailure) -> HTTPResponse {
        let request = APIRequest(
            .post,
            try path.target(query: query),
            contentType: "application/octet-stream",
            fields: Self.fields(and: fields),
            patience: patience
        ) { .bytes(event) }
        return try await client.response(to: request)
    }

    /// By which the history knows that a command made a change.
    private static let fields: HTTPFields = [.userAgent: "sluice"]

    private static func fields(and others: HTTPFields) -> HTTPFields {
        var fields = fields
        for field in others { fields.append(field.name, field.value) }
        return fields
    }

    private func document(of response: HTTPResponse, _ request: APIRequest) async throws(CommandFailure) -> JSONValue {
        let body: [UInt8]
        do {
            body = try await response.body.collect(upTo: APIClient.maximumAnswer)
        } catch {
            throw client.failure(.closed)
        }
        guard !body.isEmpty else { return [:] }
        guard let document = JSONValue(body) else {
            throw .refused(
                "answer_unreadable",
                "The server's answer to \(request.method) \(request.target.path) is no JSON.",
                nextStep: "Compare \"sluice version\" with the server's version in \"sluice status\"."
            )
        }
        return document
    }
}
