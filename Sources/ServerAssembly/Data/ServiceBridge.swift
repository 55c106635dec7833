import FoundationEssentials
import GatewayPlane
import HTTPEngine
import HTTPModel
import ReleaseModel
import RuntimeSupervision

/// Leads the service bindings of workers through the gateway, which chooses the version and counts the request as it
/// does for any client.
struct ServiceBridge: ServiceAccess {
    /// What one refusal of the gateway may say, in bytes.
    static let longestProblem = 65_536
    /// The calls under way at once; as many more wait for as long as a connection may take.
    static let openCalls = 1_024

    private let client: HTTPClient
    private let book: RouteBook

    /// `socket` is where the gateway listens for workers.
    init(socket: String, book: RouteBook) throws(LoopError) {
        var limits = ClientLimits()
        limits.connections = Self.openCalls
        limits.waitingCalls = Self.openCalls
        client = try HTTPClient(to: .unix(path: socket), limits: limits)
        self.book = book
    }

    func answer(_ call: ServiceCall) async throws(BindingRefusal) -> HTTPResponse {
        guard call.service.entrypoint == nil else {
            throw BindingRefusal(
                "The binding names an entrypoint of the worker “\(call.service.worker)”; this server calls the default one "
                    + "only."
            )
        }
        let request = try request(for: call)
        let response: HTTPResponse
        do throws(HTTPClientError) {
            response = try await client.send(request, timeouts: Self.timeouts)
        } catch {
            throw BindingRefusal("The worker “\(call.service.worker)” could not be reached: \(error)")
        }
        guard response.fields.contains(ServiceField.problem) else { return response }
        throw await refusal(response, of: call)
    }

    /// The gateway's own deadlines hold, as for any request.
    private static var timeouts: ClientTimeouts {
        var timeouts = ClientTimeouts()
        timeouts.head = nil
        timeouts.idle = nil
        return timeouts
    }

    /// The caller's request, with what the gateway must know in place of whatever the caller wrote there.
    private func request(for call: ServiceCall) throws(BindingRefusal) -> HTTPRequest {
        guard let account = book.workload(call.caller.key.workload)?.workload.account else {
            throw BindingRefusal("The worker that calls is deployed no more.")
        }
        guard let target = try? HTTPFieldValue("\(account)/\(call.service.worker)"),
            let depth = try? HTTPFieldValue(String(call.depth)), let scheme = try? HTTPFieldValue(call.scheme)
        else { throw BindingRefusal("“\(call.service.worker)” is no name of a worker.") }
        var request = call.request
        request.fields.set(ServiceField.target, to: target)
        request.fields.set(ServiceField.depth, to: depth)
        request.fields.set(ServiceField.scheme, to: scheme)
        request.fields.remove(ServiceField.requestID)
        if let id = call.caller.requestID, let value = try? HTTPFieldValue(id) {
            request.fields.set(ServiceField.requestID, to: value)
        }
        return request
    }

    private func refusal(_ response: HTTPResponse, of call: ServiceCall) async -> BindingRefusal {
        struct Problem: Decodable {
            let detail: String
        }
        let bytes = try? await response.body.collect(upTo: Self.longestProblem)
        let problem = bytes.flatMap { try? JSONDecoder().decode(Problem.self, from: Data($0)) }
        return BindingRefusal(
            problem?.detail ?? "The worker “\(call.service.worker)” could not be reached: \(response.status.code)"
        )
    }
}
