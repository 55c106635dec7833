import HTTPModel
import Synchronization

/// A server with one flow, `etl`, and one deployment of it, `nightly`, which can be made to fail.
final class SmallPrefect: Sendable {
    static let flow = "00000000-0000-4000-8000-00000000000f"
    static let deployment = "00000000-0000-4000-8000-00000000000d"
    static let run = "00000000-0000-4000-8000-0000000000aa"
    static let path = "/api/deployments/\(deployment)"

    private struct State {
        var description = "one"
        var failures: [(request: String, status: String)] = []
        var answers: [String: (status: String, body: String)] = [:]
    }

    private let state = Mutex(State())

    /// Answers requests that begin so with a status, until it is mended.
    func fail(_ request: String, with status: String) {
        state.withLock { $0.failures.append((request, status)) }
    }

    func mend() {
        state.withLock { $0.failures = [] }
    }

    /// Has something of its own to answer to `METHOD path`.
    func answer(_ place: String, _ body: String, status: String = "200 OK") {
        state.withLock { $0.answers[place] = (status, body) }
    }

    /// Of the deployment, as if somebody had written it past the proxy.
    var description: String {
        get { state.withLock { $0.description } }
        set { state.withLock { $0.description = newValue } }
    }

    var document: String {
        """
        {"id":"\(Self.deployment)","name":"nightly","flow_id":"\(Self.flow)","description":"\(description)",\
        "version":"0.0.1","tags":["a"],"parameters":{"x":1.0},"updated":"now"}
        """
    }

    @Sendable
    func answer(_ conversation: ScriptedUpstream.Conversation) throws {
        while true {
            let (status, body) = reply(to: try conversation.request())
            try conversation.answer(status, body, fields: "Content-Type: application/json\r\n")
        }
    }

    private func reply(to request: String) -> (status: String, body: String) {
        if let failure = state.withLock({ $0.failures.first { request.hasPrefix($0.request) } }) {
            return (failure.status, #"{"detail":"made to fail"}"#)
        }
        let line = request.prefix { $0 != "\r\n" }.split(separator: " ").prefix(2).joined(separator: " ")
        if let answer = state.withLock({ $0.answers[line] }) { return answer }
        switch line {
        case "GET /api/flows/\(Self.flow)": return ("200 OK", #"{"id":"\#(Self.flow)","name":"etl"}"#)
        case "GET \(Self.path)", "GET /api/deployments/name/etl/nightly": return ("200 OK", document)
        case "GET \(Self.path)/schedules": return ("200 OK", "[]")
        case "POST /api/deployments/filter": return ("200 OK", "[\(document)]")
        case "PATCH \(Self.path)":
            let body = request.firstRange(of: "\r\n\r\n").map { String(request[$0.upperBound...]) } ?? ""
            if let text = JSONText(body)?["description"]?.string { description = text }
            return ("204 No Content", "")
        case "POST /api/work_pools/p/get_scheduled_flow_runs":
            return ("200 OK", #"[{"flow_run":{"id":"\#(Self.run)","deployment_id":"\#(Self.deployment)"}}]"#)
        case "GET /ui-settings":
            return ("200 OK", #"{"api_url":"http://127.0.0.1:4200/api","auth":"BASIC","flags":[1.0]}"#)
        default: return ("404 Not Found", #"{"detail":"Not Found"}"#)
        }
    }
}
