import HTTPModel
import Synchronization

/// A server with one flow, `etl`, and one deployment of it, `nightly`, which can be made to fail, and to keep clients
/// waiting.
final class SmallPrefect: Sendable {
    static let flow = "00000000-0000-4000-8000-00000000000f"
    static let deployment = "00000000-0000-4000-8000-00000000000d"
    static let run = "00000000-0000-4000-8000-0000000000aa"
    static let path = "/api/deployments/\(deployment)"

    private static let first = #"""
        {"id":"\#(deployment)","name":"nightly","flow_id":"\#(flow)","description":"one","version":"0.0.1",\#
        "tags":["a"],"parameters":{"x":1.0},"updated":"now"}
        """#

    private struct State {
        var deployments = KeptDeployments(flows: [flow: "etl"], documents: [deployment: JSONText(first) ?? .null])
        var failures: [(request: String, status: String)] = []
        var answers: [String: (status: String, body: String)] = [:]
        /// The value of `Authorization` that everything needs.
        var authorization: String?
        var hold: (request: String, Hold)?
    }

    /// Keeps a client waiting for its answer, after what it asked was carried out.
    struct Hold: Sendable {
        /// Given as soon as the request was carried out.
        let arrival = Handover()
        /// Waits for this before it answers.
        let release = Handover()
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

    /// Answers whoever does not bring this value of `Authorization` with 401.
    func require(_ authorization: String) {
        state.withLock { $0.authorization = authorization }
    }

    /// Keeps the next request waiting that begins so.
    func hold(_ request: String) -> Hold {
        let hold = Hold()
        state.withLock { $0.hold = (request, hold) }
        return hold
    }

    /// What it keeps, to be looked into or changed past the proxy.
    var deployments: KeptDeployments {
        get { state.withLock { $0.deployments } }
        set { state.withLock { $0.deployments = newValue } }
    }

    /// Of the deployment, as if somebody had written it past the proxy.
    var description: String {
        get { deployments.documents[Self.deployment]?["description"]?.string ?? "" }
        set {
            let text = JSONText(encoding: JSONValue.string(newValue))
            state.withLock { state in
                let document = state.deployments.documents[Self.deployment]
                state.deployments.documents[Self.deployment] = document?.setting([.init("description", text)])
            }
        }
    }

    var document: String { deployments.documents[Self.deployment]?.text ?? "" }

    @Sendable
    func answer(_ conversation: ScriptedUpstream.Conversation) throws {
        while true {
            let request = try conversation.request()
            let (status, body) = reply(to: request)
            if let hold = takeHold(for: request) {
                hold.arrival.give("")
                _ = try hold.release.take()
            }
            try conversation.answer(status, body, fields: "Content-Type: application/json\r\n")
        }
    }

    private func takeHold(for request: String) -> Hold? {
        state.withLock { state in
            guard let (begin, hold) = state.hold, request.hasPrefix(begin) else { return nil }
            state.hold = nil
            return hold
        }
    }

    private func reply(to request: String) -> KeptDeployments.Reply {
        let (failure, authorization) = state.withLock { state in
            (state.failures.first { request.hasPrefix($0.request) }, state.authorization)
        }
        if let failure { return (failure.status, #"{"detail":"made to fail"}"#) }
        if let authorization, !request.fieldLines.contains("Authorization: \(authorization)") {
            return ("401 Unauthorized", #"{"exception_message":"Unauthorized"}"#)
        }
        let line = request.prefix { $0 != "\r\n" }.split(separator: " ").prefix(2).joined(separator: " ")
        if let answer = state.withLock({ $0.answers[line] }) { return answer }
        let question = KeptDeployments.Question(request)
        return state.withLock { $0.deployments.reply(to: question) } ?? Self.reply(to: question)
    }

    /// What it answers besides.
    private static func reply(to question: KeptDeployments.Question) -> KeptDeployments.Reply {
        let handedOut = #"{"id":"\#(run)","deployment_id":"\#(deployment)"}"#
        switch question.route {
        case "POST /api/work_pools/p/get_scheduled_flow_runs": return ("200 OK", #"[{"flow_run":\#(handedOut)}]"#)
        case "POST /api/deployments/get_scheduled_flow_runs": return ("200 OK", "[\(handedOut)]")
        case "POST /api/deployments/{id}/create_flow_run": return ("201 Created", handedOut)
        case "POST /api/deployments/{id}/create_flow_run/bulk": return ("200 OK", #"{"results":[]}"#)
        case "GET /api/work_pools/p", "GET /api/work_pools/p/queues/q": return ("200 OK", "{}")
        case "GET /ui-settings":
            return ("200 OK", #"{"api_url":"http://127.0.0.1:4200/api","auth":"BASIC","flags":[1.0]}"#)
        default: return ("404 Not Found", #"{"detail":"Not Found"}"#)
        }
    }
}
