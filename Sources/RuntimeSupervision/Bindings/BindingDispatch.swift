import HTTPModel
import ReleaseModel

/// Leads the calls of one instance to what its own bindings name; anything else it cannot name at all.
struct BindingDispatch: Sendable {
    let key: InstanceKey
    let bindings: [String: Binding.Value]
    let ports: BindingPorts

    init(key: InstanceKey, component: Component, ports: BindingPorts) {
        self.key = key
        bindings = Dictionary(component.bindings.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        self.ports = ports
    }

    func answer(_ call: BindingCallDescription, body: HTTPBody) async -> BindingAnswer {
        let caller = BindingCaller(key: key, requestID: call.requestID)
        switch (bindings[call.binding], call.operation) {
        case (.keyValue(let namespace), _):
            guard let access = ports.keyValue else { return BindingAnswer(KeyValueRefusal.unavailable) }
            return await KeyValueCalls(access: access, namespace: namespace, caller: caller)
                .answer(call.operation, body: body)
        case (.service(let service), .fetch(let method, let url, let headers)):
            return await respond { () async throws(BindingRefusal) in
                let (scheme, request) = try Self.request(method, url, headers, body: body)
                guard let access = ports.services else { throw BindingRefusal("This server has no service bindings.") }
                guard (1...ServiceCall.depthLimit).contains(call.depth) else { throw Self.tooDeep }
                return try await access.answer(
                    ServiceCall(service: service, caller: caller, depth: call.depth, scheme: scheme, request: request)
                )
            }
        case (.assets, .fetch(let method, let url, let headers)):
            return await respond { () async throws(BindingRefusal) in
                let (_, request) = try Self.request(method, url, headers, body: body)
                guard let access = ports.assets else { throw BindingRefusal("This server has no static assets.") }
                return try await access.answer(request, for: caller)
            }
        default:
            return BindingAnswer(BindingRefusal("There is no binding “\(call.binding)” that could do this."))
        }
    }

    /// In the words of Workers.
    private static let tooDeep = BindingRefusal(
        "Subrequest depth limit exceeded. This request recursed through Workers too many times: "
            + "at most \(ServiceCall.depthLimit) may call one another."
    )

    private func respond(
        _ answer: () async throws(BindingRefusal) -> HTTPResponse
    ) async -> BindingAnswer {
        do {
            return BindingAnswer(try await answer())
        } catch {
            return BindingAnswer(error)
        }
    }

    private static func request(
        _ method: String,
        _ url: String,
        _ headers: [[String]],
        body: HTTPBody
    ) throws(BindingRefusal) -> (scheme: String, HTTPRequest) {
        guard let url = AbsoluteURL(url) else { throw BindingRefusal("Only http and https URLs can be fetched.") }
        guard let method = try? HTTPMethod(method), let target = try? HTTPTarget(url.target) else {
            throw BindingRefusal("The method or the URL of the request is malformed.")
        }
        var fields = HTTPFields()
        for pair in headers where pair.count == 2 {
            guard let name = try? HTTPFieldName(pair[0]), let value = try? HTTPFieldValue(pair[1]) else {
                throw BindingRefusal("A header of the request is malformed.")
            }
            fields.append(name, value)
        }
        fields.remove(.host)
        return (url.scheme, HTTPRequest(method, target, authority: url.authority, fields: fields, body: body))
    }
}
