import HTTPModel
import ReleaseCore

extension UpstreamCaller {
    /// Asks in Sluice's own name; an answer of whatever status is an answer.
    func ask(
        _ method: HTTPMethod,
        _ path: [String],
        _ body: JSONText?
    ) async throws(FlowFailure) -> UpstreamAnswer {
        let target: HTTPTarget
        do {
            target = try HTTPTarget(segments: path)
        } catch {
            throw .refused("no path leads to it: \(path.joined(separator: "/"))")
        }
        do {
            return try await call(method, target, body: body.map { Array($0.bytes) })
        } catch {
            throw .unreachable("\(error)")
        }
    }
}

extension UpstreamAnswer {
    var document: JSONText? { JSONText(bytes) }

    var isSuccess: Bool { status.isSuccess }

    /// What a read that was not answered tells, or a write that must come to pass.
    ///
    /// A server that fails says nothing of what there is.
    var readFailure: FlowFailure {
        status.code >= 500 ? .unreachable(complaint) : writeFailure
    }

    /// What a write that was not carried out tells.
    ///
    /// The server answers 500 for content that does not go together, such as job variables that a work pool does not
    /// know, and has changed nothing then.
    var writeFailure: FlowFailure {
        switch status {
        case .notFound: .gone
        case .unauthorized, .forbidden: .denied(complaint)
        case .requestTimeout, .tooManyRequests, .badGateway, .serviceUnavailable, .gatewayTimeout:
            .unreachable(complaint)
        default: .refused(complaint)
        }
    }

    /// What the server says is wrong, in whichever of its two forms.
    var complaint: String {
        let said = document.flatMap { $0["detail"] ?? $0["exception_message"] }
        let text = said.map { $0.string ?? $0.text } ?? ""
        return "\(status.code) \(text.prefix(Self.complaintLength))"
    }

    /// The longest complaint that is repeated, in characters.
    private static let complaintLength = 500
}
