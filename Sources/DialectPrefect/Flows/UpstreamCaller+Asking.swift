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

    /// What the server says is wrong, in whichever of its two forms.
    var complaint: String {
        let said = document.flatMap { $0["detail"] ?? $0["exception_message"] }
        let text = said.map { $0.string ?? $0.text } ?? ""
        return "\(status.code) \(text.prefix(Self.complaintLength))"
    }

    /// The longest complaint that is repeated, in characters.
    private static let complaintLength = 500
}
