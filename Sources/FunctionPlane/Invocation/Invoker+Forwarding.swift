import DialectFunctionCompute
import FoundationEssentials
import HTTPEngine
import HTTPModel
import ReleaseModel

/// A request over HTTP, as a function gets it.
struct ForwardedRequest: Sendable {
    let request: HTTPRequest
    /// What is asked of the function: path and query.
    let target: HTTPTarget
    let clientAddress: String
}

/// Calls over HTTP: the function sees the request and makes the answer, streams both ways.
extension Invoker {
    /// The longest answer that is sent with its duration, because it is known before it is sent, in bytes.
    static let wholeAnswerBytes = 64 << 10

    typealias Answer = @Sendable (HTTPResponse) -> Void

    /// Lets a function answer a request; calls back once, with the head of the answer, and returns when all is over.
    func forward(_ call: FunctionCall, _ forwarded: ForwardedRequest, answer: Answer) async {
        let hold: FunctionFleet.Hold
        do throws(CapacityRefusal) {
            hold = try await fleet.hold(call)
        } catch {
            return answer(refusal(of: call, error))
        }
        begin(call, on: hold)
        var facts = facts(of: hold)
        let body = LimitedBody(forwarded.request.body, limit: limits.synchronousBytes)
        let started = ContinuousClock.now
        let request = request(call, forwarded, body: body.body)
        let limit = Duration.seconds(call.execution.timeout)
        let head = await Outcome.of(hold.instance, within: limit) { [instance = hold.instance] in
            try await WholeAnswer(instance.client.send(request, timeouts: .none))
        }
        facts.duration = ContinuousClock.now - started
        var isHealthy = head.isAnswered
        var error: String?
        switch head {
        case .answered(.whole(let response)) where response.fields.contains(RuntimeField.errorType):
            error = response.fields[RuntimeField.errorType]
            isHealthy = !response.fields.contains(RuntimeField.ending)
            let failure = FunctionFailure(kind: .unhandled, body: response.body.bytesAtHand ?? [])
            answer(failed(call, failure, facts))
        case .answered(.whole(var response)):
            facts.memoryBytes = await hold.instance.memoryPeak(isExact: false)
            response.fields = fields(of: response, call, facts, isOver: true)
            answer(response)
        case .answered(.streamed(let response)):
            isHealthy = await stream(response, call, facts, by: hold.instance, within: limit - facts.duration, answer)
            if !isHealthy { error = FunctionFailure.Kind.unhandled.rawValue }
        default:
            facts.memoryBytes = await hold.instance.memoryPeak(isExact: true)
            if body.isExceeded {
                answer(
                    FunctionComputeError.entityTooLarge(limit: limits.synchronousBytes).response(
                        requestID: call.requestID
                    )
                )
            } else {
                answer(failed(call, failure(of: head, call, facts, hold.instance), facts))
            }
            error = FunctionFailure.Kind.unhandled.rawValue
        }
        facts.duration = ContinuousClock.now - started
        facts.memoryBytes = await hold.instance.memoryPeak(isExact: false)
        _ = await end(call, on: hold, facts, wantsTail: false)
        fleet.release(hold, isHealthy: isHealthy)
        note(call, .http, facts, error: error)
    }

    private func request(_ call: FunctionCall, _ forwarded: ForwardedRequest, body: HTTPBody) -> HTTPRequest {
        var fields = RuntimeField.passed(forwarded.request.fields)
        for field in RuntimeField.fields(of: call, path: "/http-invoke") { fields.append(field.name, field.value) }
        if let value = try? HTTPFieldValue(forwarded.clientAddress) { fields.set(RuntimeField.clientIP, to: value) }
        if let value = try? HTTPFieldValue(forwarded.request.target.raw) {
            fields.set(RuntimeField.requestURI, to: value)
        }
        return HTTPRequest(
            forwarded.request.method,
            forwarded.target,
            authority: forwarded.request.authority,
            fields: fields,
            body: body
        )
    }

    /// Sends an answer on as it comes, to its end, also when nobody reads it any more; returns whether it had one.
    private func stream(
        _ response: HTTPResponse,
        _ call: FunctionCall,
        _ facts: CallFacts,
        by instance: RunningInstance,
        within limit: Duration,
        _ answer: Answer
    ) async -> Bool {
        let writer = begin(answering: response, call, facts, answer)
        let outcome = await Outcome.of(instance, within: limit) {
            var isRead = true
            for try await chunk in response.body where isRead {
                do {
                    try await writer.write(chunk)
                } catch is HTTPBodyWriter.Abandoned {
                    isRead = false
                }
            }
        }
        if outcome.isAnswered { writer.finish() } else { writer.fail(AnswerBrokenOff()) }
        return outcome.isAnswered
    }

    /// Sends the head of an answer; nothing here keeps its body, so that it is known when its reader goes away.
    private func begin(
        answering response: HTTPResponse,
        _ call: FunctionCall,
        _ facts: CallFacts,
        _ answer: Answer
    ) -> HTTPBodyWriter {
        let (writer, body) = HTTPBody.pipe(length: response.body.length)
        answer(HTTPResponse(response.status, fields: fields(of: response, call, facts, isOver: false), body: body))
        return writer
    }

    private func fields(of response: HTTPResponse, _ call: FunctionCall, _ facts: CallFacts, isOver: Bool) -> HTTPFields
    {
        var fields = RuntimeField.passed(response.fields)
        for field in AnswerField.fields(of: call, facts, isOver: isOver) where field.name != AnswerField.exposed {
            fields.set(field.name, to: field.value)
        }
        return fields
    }

    /// The answer where the function failed.
    ///
    /// Not 500, 502 or 504: clients of Function Compute repeat GET, PUT and DELETE at these.
    private func failed(_ call: FunctionCall, _ failure: FunctionFailure, _ facts: CallFacts?) -> HTTPResponse {
        var fields = AnswerField.fields(of: call, facts, isOver: true)
        fields.set(.contentType, to: "application/json")
        if let kind = try? HTTPFieldValue(failure.kind.rawValue) { fields.set(AnswerField.errorType, to: kind) }
        return HTTPResponse(.serviceUnavailable, fields: fields, body: .bytes(failure.body))
    }

    private func refusal(of call: FunctionCall, _ refusal: CapacityRefusal) -> HTTPResponse {
        let facts = CallFacts(startedAt: now())
        switch refusal.refusal(of: call) {
        case .refused(let error):
            note(call, .http, facts, error: error.code.rawValue)
            return error.forHTTP.response(requestID: call.requestID)
        case .failed(let failure):
            note(call, .http, facts, error: failure.kind.rawValue)
            return failed(call, failure, nil)
        }
    }
}

extension FunctionComputeError {
    /// The same with a status at which clients do not repeat a request of any method.
    var forHTTP: FunctionComputeError {
        switch code {
        case .internalServerError, .badResponse: FunctionComputeError(.resourceThrottled, message, cause: cause)
        default: self
        }
    }
}

/// A function stopped in the middle of its answer.
struct AnswerBrokenOff: Error {}

/// The answer of an instance, all of it where it is short.
private enum WholeAnswer: Sendable {
    case whole(HTTPResponse)
    case streamed(HTTPResponse)

    init(_ response: HTTPResponse) async throws {
        guard let length = response.body.length, length <= Invoker.wholeAnswerBytes else {
            self = .streamed(response)
            return
        }
        var response = response
        response.body = .bytes(try await response.body.collect(upTo: length))
        self = .whole(response)
    }
}

extension ClientTimeouts {
    /// As long as it takes: whoever calls holds the time.
    static let none: ClientTimeouts = {
        var timeouts = ClientTimeouts()
        timeouts.head = nil
        timeouts.idle = nil
        return timeouts
    }()
}
