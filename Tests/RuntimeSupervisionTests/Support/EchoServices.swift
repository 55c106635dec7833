import HTTPModel
import Lifecycle
import ReleaseModel
import RuntimeSupervision
import Synchronization

/// A service that tells what it was asked, and files that are named by their path.
final class EchoServices: ServiceAccess, AssetAccess {
    /// Opens when a call to `/hang` was cancelled.
    let cancelled = Gate()
    private let seen = Mutex<[ServiceCall]>([])

    var calls: [ServiceCall] { seen.withLock { $0 } }

    func answer(_ call: ServiceCall) async throws(BindingRefusal) -> HTTPResponse {
        seen.withLock { $0.append(call) }
        let request = call.request
        switch request.target.path {
        case "/redirect": return HTTPResponse(.temporaryRedirect, fields: [.location: "/final"])
        case "/empty": return HTTPResponse(.noContent, fields: ["X-Empty": "yes"])
        case "/refused": throw BindingRefusal("The worker “target” does not exist.")
        case "/stream": return HTTPResponse(.ok, body: request.body)
        case "/broken": return HTTPResponse(.ok, body: .stream { throw BindingRefusal("broken") })
        case "/hang":
            await Gate().wait()
            cancelled.open()
            throw BindingRefusal("cancelled")
        default:
            let body = (try? await request.body.collect(upTo: 1 << 20)) ?? []
            let text = [
                call.scheme, request.method.name, request.authority ?? "", request.target.raw,
                request.fields["X-Sent"] ?? "", String(decoding: body, as: UTF8.self), "\(call.depth)",
                call.service.worker, call.service.entrypoint ?? "",
            ]
            var response = HTTPResponse(.created, contentType: "text/plain", body: .text(text.joined(separator: " ")))
            response.fields.append(.setCookie, "a=1")
            response.fields.append(.setCookie, "b=2")
            return response
        }
    }

    func answer(_ request: HTTPRequest, for caller: BindingCaller) async throws(BindingRefusal) -> HTTPResponse {
        HTTPResponse(.ok, body: .text("file \(request.target.raw) of \(caller.key.version)"))
    }
}
