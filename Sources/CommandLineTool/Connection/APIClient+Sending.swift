import FoundationEssentials
import HTTPModel
import NativeWire
import ReleaseModel

extension APIClient {
    /// Sends a request, again where its connection failed and that is safe; refusals are thrown.
    ///
    /// After a lost answer the server may still be at work on the attempt before; it says so, and is asked again.
    func response(to request: APIRequest) async throws(CommandFailure) -> HTTPResponse {
        var retries = RetryPolicy()
        let start = ContinuousClock.now
        while true {
            let failure: CommandFailure
            switch await attempt(request) {
            case .answered(let response): return response
            case .refused(let refusal): throw refusal
            case .passed(let passing): failure = passing
            }
            guard request.isRepeatable,
                let wait = retries.wait(elapsed: ContinuousClock.now - start, jitter: .random(in: 0...1)),
                await Pause.lasts(wait)
            else { throw failure }
        }
    }

    private enum Attempt {
        case answered(HTTPResponse)
        case refused(CommandFailure)
        /// Failed, but the next attempt may fare better.
        case passed(CommandFailure)
    }

    private func attempt(_ request: APIRequest) async -> Attempt {
        do throws(TransportFailure) {
            let response = try await transport.send(request, message(request))
            if response.status.isSuccess { return .answered(response) }
            let refusal = await refusal(response)
            return refusal.code == Self.inProgress ? .passed(refusal) : .refused(refusal)
        } catch {
            return error.isPassing ? .passed(failure(error)) : .refused(failure(error))
        }
    }

    /// What the server answers while it carries out a wish that it has been sent before.
    private static let inProgress = "idempotency_in_progress"

    /// Sends a request without repeating it.
    func sendOnce(_ request: APIRequest) async throws(CommandFailure) -> HTTPResponse {
        do throws(TransportFailure) {
            return try await transport.send(request, message(request))
        } catch {
            throw failure(error)
        }
    }

    private func message(_ request: APIRequest) -> HTTPRequest {
        var fields: HTTPFields = [.accept: "application/json", "Sluice-Source": source == .ci ? "ci" : "cli"]
        if let authorization = location.authorization { fields.append(.authorization, authorization) }
        if let type = request.contentType { fields.append(.contentType, type) }
        if let key = request.idempotencyKey { fields.append(.idempotencyKey, key) }
        for field in request.fields { fields.append(field.name, field.value) }
        return HTTPRequest(request.method, request.target, fields: fields, body: request.body())
    }

    /// Reads the problem document of a refusal; whatever else answers (a proxy, say) is told by its status.
    func refusal(_ response: HTTPResponse) async -> CommandFailure {
        do {
            let document = try await response.body.collect(upTo: Self.maximumAnswer)
            if let refusal = FunctionComputeRefusal(document) { return refusal.failure }
            return CommandFailure(try JSONDecoder().decode(WireProblem.self, from: Data(document)))
        } catch {
            return unexplained(response.status)
        }
    }

    private func unexplained(_ status: HTTPStatus) -> CommandFailure {
        .refused(
            "http_\(status.code)",
            "\(location.address) answered \(status) without saying why.",
            nextStep: "Check that a Sluice server listens there: \"sluice status\"."
        )
    }

    func failure(_ failure: TransportFailure) -> CommandFailure {
        failure.commandFailure(address: location.address)
    }
}
