import HTTPEngine
import HTTPModel

extension SluiceServer {
    /// An answer of a worker, read to its end.
    struct Answer: Sendable {
        let status: HTTPStatus
        let fields: HTTPFields
        let body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
    }

    /// The largest body that is read, in bytes.
    private static let bodyLimit = 64 << 20

    /// Asks a worker through the gateway, over a connection of its own.
    func ask(
        _ target: String,
        of worker: String,
        method: HTTPMethod = .get,
        fields: HTTPFields = [:],
        body: HTTPBody = .empty
    ) async throws -> Answer {
        let authority = "\(worker).localhost:\(try trafficPort)"
        let request = HTTPRequest(method, try HTTPTarget(target), authority: authority, fields: fields, body: body)
        let response = try await trafficClient().send(request)
        let bytes = try await response.body.collect(upTo: Self.bodyLimit)
        return Answer(status: response.status, fields: response.fields, body: bytes)
    }
}
