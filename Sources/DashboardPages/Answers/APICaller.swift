import FoundationEssentials
import HTTPModel
import NativeWire
import ReleaseCore

/// The native API as pages use it: in this process, on behalf of somebody who is signed in.
///
/// Whatever pages show or do goes through here, so what holds for the API holds for them: scopes, revisions seen,
/// requests that are repeated, refusals.
struct APICaller: Sendable {
    /// The longest answer that is read, in bytes.
    static let maximumAnswerBytes = 4 * 1_024 * 1_024

    let visitor: Visitor
    let api: @Sendable (HTTPRequest, AccessToken) async -> HTTPResponse

    func read<Value: Decodable>(
        _ route: String,
        _ values: [String: String] = [:],
        query: HTTPQuery = HTTPQuery()
    ) async throws(WireProblem) -> Value {
        try await answer(to: HTTPRequest(.get, try target(route, values, query: query)))
    }

    /// Makes a change to a workload that has not changed since a revision was seen, and makes it once per key.
    func change<Value: Decodable>(
        _ change: APIChange,
        seen revision: Int,
        key: String
    ) async throws(WireProblem) -> Value {
        var fields: HTTPFields
        do {
            fields = [
                .ifMatch: try HTTPFieldValue("\"\(revision)\""),
                .idempotencyKey: try HTTPFieldValue(key),
                "Sluice-Source": "dashboard",
            ]
        } catch {
            throw .formMalformed("It cannot be passed on.")
        }
        if !change.body.isEmpty { fields.set(.contentType, to: "application/json") }
        let target = try target(change.route, change.values, query: change.query)
        return try await answer(to: HTTPRequest(change.method, target, fields: fields, body: .bytes(change.body)))
    }

    private func answer<Value: Decodable>(to request: HTTPRequest) async throws(WireProblem) -> Value {
        let response = await api(request, visitor.token)
        do {
            let data = Data(try await response.body.collect(upTo: Self.maximumAnswerBytes))
            guard response.status.isSuccess else {
                throw try JSONDecoder().decode(WireProblem.self, from: data)
            }
            return try JSONDecoder().decode(Value.self, from: data)
        } catch let problem as WireProblem {
            throw problem
        } catch {
            throw .answerUnreadable(request.target)
        }
    }

    /// Fills in a pattern of ``NativeRoutes``.
    private func target(
        _ route: String,
        _ values: [String: String],
        query: HTTPQuery = HTTPQuery()
    ) throws(WireProblem) -> HTTPTarget {
        let segments = route.split(separator: "/").map { part in
            part.hasPrefix("{") ? values[String(part.dropFirst().dropLast())] ?? "" : String(part)
        }
        do {
            return try HTTPTarget(segments: segments, query: query)
        } catch {
            throw .pageNotFound(route)
        }
    }
}
