import FoundationEssentials
import HTTPModel
import Synchronization

/// Makes requests of our own to the Prefect server: JSON there, JSON back.
///
/// They are sent again like a client's when the server is too busy to write.
final class UpstreamCaller: Sendable {
    private let server: UpstreamServer
    private let credential: UpstreamCredential?
    private let pass = Mutex<CSRFPass?>(nil)

    init(_ server: UpstreamServer, credential: UpstreamCredential?) {
        self.server = server
        self.credential = credential
    }

    /// Sends a request and returns its answer, whatever its status, in whole.
    ///
    /// The body is a JSON document, sent as it is given.
    func call(
        _ method: HTTPMethod,
        _ target: HTTPTarget,
        body: [UInt8]? = nil,
        as identity: UpstreamIdentity = .sluice
    ) async throws(UpstreamFailure) -> UpstreamAnswer {
        let answer = try await send(method, target, body, identity)
        guard method.isWrite, CSRFPass.isMissing(in: answer) else { return answer }
        let client = UUID()
        let offer = try await send(.get, CSRFPass.target(for: client), nil, identity)
        guard let renewed = CSRFPass(offer, for: client) else { return answer }
        pass.withLock { $0 = renewed }
        return try await send(method, target, body, identity)
    }

    private func send(
        _ method: HTTPMethod,
        _ target: HTTPTarget,
        _ body: [UInt8]?,
        _ identity: UpstreamIdentity
    ) async throws(UpstreamFailure) -> UpstreamAnswer {
        var request = HTTPRequest(method, target, fields: ["Accept": "application/json"])
        if let body {
            request.fields.set(.contentType, to: "application/json")
            request.body = .bytes(body)
        }
        switch identity {
        case .sluice: request.fields.authorize(with: credential)
        case .client(let authorization):
            if let value = authorization.flatMap({ try? HTTPFieldValue($0) }) {
                request.fields.set(.authorization, to: value)
            }
        }
        if method.isWrite { pass.withLock { $0 }?.show(in: &request.fields) }
        return try await collected(try await server.send(request))
    }

    private func collected(_ answer: HTTPResponse) async throws(UpstreamFailure) -> UpstreamAnswer {
        do {
            let bytes = try await answer.body.collect(upTo: server.limits.answerBytes)
            return UpstreamAnswer(status: answer.status, fields: answer.fields, bytes: bytes)
        } catch is HTTPBody.TooLarge {
            throw .answerTooLarge
        } catch is CancellationError {
            throw .cancelled
        } catch {
            throw .closed
        }
    }
}
