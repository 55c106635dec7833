import HTTPModel
import ReleaseCore

/// Calls of functions, which the data plane carries out.
extension FunctionComputeAPI {
    static func addCallRoutes(_ table: inout EndpointTable) {
        let limit = Endpoint.eventLimit
        table.function(.post, "/invocations", Endpoint(.deploy, limit: limit, FunctionComputeAPI.forward))
        // Of this server: what another system would tell a function of can be tried by hand.
        table.function(.post, "/triggers/{trigger}/fire", Endpoint(.deploy, FunctionComputeAPI.forward))
        table.function(.get, "/instances", Endpoint(.read, FunctionComputeAPI.forward))
        let calls = "/stateful-async-invocations"
        table.function(.get, calls, Endpoint(.read, FunctionComputeAPI.forward))
        table.function(.get, calls + "/{invocation}", Endpoint(.read, FunctionComputeAPI.forward))
        table.function(.put, calls + "/{invocation}", Endpoint(.deploy, FunctionComputeAPI.forward))
        table.add(.get, "/stateful-async-invocation-functions", Endpoint(.read, FunctionComputeAPI.forward))
        for method in [HTTPMethod.get, .post, .put, .delete, .head, .patch, .options] {
            table.add(
                method,
                "/proxy/{service}/{function}/{path*}",
                .trigger { api, request in
                    try await api.forwardTrigger(request)
                }
            )
            table.add(
                method,
                "/proxy/{service}/{function}",
                .trigger { api, request in
                    try await api.forwardTrigger(request)
                }
            )
        }
    }

    @Sendable
    private func forward(_ call: Call) async throws -> Answer {
        var request = call.request
        request.body = .bytes(call.body)
        return Answer(try await send(request, as: call))
    }

    private func send(_ request: HTTPRequest, as call: Call?) async throws -> HTTPResponse {
        do {
            return try await environment.forward(request, call?.account)
        } catch is FunctionComputeEnvironment.DataPlaneUnavailable {
            throw FunctionComputeError(
                .resourceThrottled,
                "no data plane is there to call functions: it is restarted by itself, try again"
            )
        }
    }

    /// What a browser would take for the word of this listener's host.
    private static let fieldsOfTheHost: [HTTPFieldName] = [
        .setCookie, "Clear-Site-Data", "Strict-Transport-Security", "Service-Worker-Allowed", "Alt-Svc",
    ]

    /// Passes a request of an HTTP trigger on; the function, which is anybody's code, answers in a sandbox, because pages
    /// of this listener's origin are the operator's.
    ///
    /// Nor may it see the operator's session, end it, or say how browsers treat the listener's host.
    private func forwardTrigger(_ request: HTTPRequest) async throws -> HTTPResponse {
        var request = request
        request.fields.removeSession()
        var response = try await send(request, as: nil)
        response.fields.set("Content-Security-Policy", to: "sandbox")
        response.fields.set("X-Content-Type-Options", to: "nosniff")
        for name in Self.fieldsOfTheHost { response.fields.remove(name) }
        return response
    }
}
