import FoundationEssentials
import HTTPModel
import NativeWire
import ReleaseModel

/// Speaks the native API with one server.
struct APIClient: Sendable {
    /// The largest document that is read as an answer, in bytes.
    static let maximumAnswer = 16 << 20

    let location: ServerLocation
    /// What the server records as the origin of a change.
    let source: Attribution.Source
    let transport: HTTPTransport

    func get<Answer: Decodable>(
        _ path: APIPath,
        query: [(String, String?)] = []
    ) async throws(CommandFailure) -> Answer {
        try await answer(to: APIRequest(.get, try path.target(query: query)))
    }

    func delete<Answer: Decodable>(
        _ path: APIPath,
        query: [(String, String?)] = []
    ) async throws(CommandFailure) -> Answer {
        try await answer(to: APIRequest(.delete, try path.target(query: query), key: Self.newKey()))
    }

    /// Asks for something that needs no document.
    func post<Answer: Decodable>(_ path: APIPath) async throws(CommandFailure) -> Answer {
        try await answer(to: APIRequest(.post, try path.target(), key: Self.newKey()))
    }

    /// Sends a document by `POST` or `PUT`.
    func send<Answer: Decodable>(
        _ method: HTTPMethod,
        _ path: APIPath,
        _ document: some Encodable
    ) async throws(CommandFailure) -> Answer {
        let body = HTTPBody.text(try JSONDocument.line(document))
        let request = APIRequest(method, try path.target(), key: Self.newKey(), contentType: "application/json") {
            body
        }
        return try await answer(to: request)
    }

    /// Sends bytes as they are by `PUT`.
    func put<Answer: Decodable>(
        _ bytes: [UInt8],
        to path: APIPath,
        query: [(String, String?)] = []
    ) async throws(CommandFailure) -> Answer {
        let target = try path.target(query: query)
        let request = APIRequest(.put, target, contentType: "application/octet-stream") { .bytes(bytes) }
        return try await answer(to: request)
    }

    /// Sends a form, which is made afresh for every attempt.
    func upload<Answer: Decodable>(_ form: UploadForm, to path: APIPath) async throws(CommandFailure) -> Answer {
        let request = APIRequest(
            .post,
            try path.target(),
            key: Self.newKey(),
            contentType: form.contentType,
            body: form.body
        )
        return try await answer(to: request)
    }

    /// Returns bytes as they are; `nil` when there are more than the limit.
    func bytes(_ path: APIPath, upTo limit: Int) async throws(CommandFailure) -> [UInt8]? {
        let response = try await response(to: APIRequest(.get, try path.target()))
        do {
            return try await response.body.collect(upTo: limit)
        } catch is HTTPBody.TooLarge {
            return nil
        } catch {
            throw failure(.closed)
        }
    }

    /// Begins an answer that goes on until either side ends it; its caller decides about another attempt.
    func stream(_ path: APIPath, query: [(String, String?)]) async throws(CommandFailure) -> HTTPBody {
        let response = try await sendOnce(APIRequest(.get, try path.target(query: query), isEndless: true))
        guard response.status.isSuccess else { throw await refusal(response) }
        return response.body
    }

    /// A name for one wish (`Idempotency-Key`), the same in all its attempts.
    private static func newKey() -> HTTPFieldValue {
        do throws(HTTPFieldValue.Invalid) {
            return try HTTPFieldValue(UUID().uuidString.lowercased())
        } catch {
            preconditionFailure("a UUID is a field value")
        }
    }

    private func answer<Answer: Decodable>(to request: APIRequest) async throws(CommandFailure) -> Answer {
        let body: [UInt8]
        let response = try await response(to: request)
        do {
            body = try await response.body.collect(upTo: Self.maximumAnswer)
        } catch {
            throw failure(.closed)
        }
        do {
            return try JSONDecoder().decode(Answer.self, from: Data(body))
        } catch {
            throw .refused(
                "answer_unreadable",
                "The server's answer to \(request.method) \(request.target.path) is not what this version expects.",
                nextStep: "Compare \"sluice version\" with the server's version in \"sluice status\"."
            )
        }
    }
}
