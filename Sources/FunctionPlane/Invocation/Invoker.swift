import DialectFunctionCompute
import FoundationEssentials
import HTTPEngine
import HTTPModel
import Lifecycle
import ReleaseModel
import RuntimeSupervision

/// Calls functions: finds an instance, holds the time, and says how it went.
struct Invoker: Sendable {
    let fleet: FunctionFleet
    let ports: FunctionPorts
    let limits: FunctionLimits
    let metrics: FunctionMetrics
    /// The wall clock.
    let now: @Sendable () -> Date

    /// Calls a function with an event; with `wantsTail` it also collects what the function says.
    func invoke(_ call: FunctionCall, event: [UInt8], wantsTail: Bool) async throws(FunctionComputeError) -> EventResult
    {
        let hold: FunctionFleet.Hold
        do throws(CapacityRefusal) {
            hold = try await fleet.hold(call)
        } catch {
            return try refused(call, .event, error)
        }
        if call.abort?.isOpen == true {
            // It was stopped while it waited: the instance hears nothing of it, and is as good as before.
            fleet.release(hold, isHealthy: true)
            throw FunctionComputeError(.asyncInvocationStopped, "the call was stopped before it began")
        }
        begin(call, on: hold)
        var facts = facts(of: hold)
        let started = ContinuousClock.now
        let outcome = await Outcome.of(
            hold.instance,
            within: .seconds(call.execution.timeout),
            unless: call.abort
        ) {
            try await answer(call, event: event, by: hold.instance)
        }
        facts.duration = ContinuousClock.now - started
        facts.memoryBytes = await hold.instance.memoryPeak(isExact: wantsTail || !outcome.isAnswered)
        let value = try value(of: outcome, call, facts, hold)
        let tail = await end(call, on: hold, facts, wantsTail: wantsTail)
        fleet.release(hold, isHealthy: outcome.isHealthy)
        note(call, .event, facts, error: value.failure.map(\.kind.rawValue))
        return EventResult(value: value, facts: facts, tail: tail)
    }

    private func answer(_ call: FunctionCall, event: [UInt8], by instance: RunningInstance) async throws -> EventAnswer
    {
        var fields = RuntimeField.fields(of: call, path: "/invoke")
        fields.append(.contentType, "application/octet-stream")
        let request = HTTPRequest(.post, "/invoke", fields: fields, body: .bytes(event))
        let response = try await instance.client.send(request, timeouts: .none)
        return EventAnswer(
            errorType: response.fields[RuntimeField.errorType],
            status: response.fields[RuntimeField.status],
            isLast: response.fields.contains(RuntimeField.ending),
            contentType: response.fields[.contentType],
            body: try await response.body.collect(upTo: limits.resultBytes)
        )
    }

    private func value(
        of outcome: Outcome<EventAnswer>,
        _ call: FunctionCall,
        _ facts: CallFacts,
        _ hold: FunctionFleet.Hold
    ) throws(FunctionComputeError) -> EventResult.Value {
        switch outcome {
        case .answered(let answer): answer.value
        default: .failure(failure(of: outcome, call, facts, hold.instance))
        }
    }

    /// Why there is no answer.
    func failure<Value>(
        of outcome: Outcome<Value>,
        _ call: FunctionCall,
        _ facts: CallFacts,
        _ instance: RunningInstance
    ) -> FunctionFailure {
        switch outcome {
        case .timedOut: .timedOut(after: call.execution.timeout, facts)
        case .unintelligible: .resultTooLarge(limit: limits.resultBytes)
        case .answered, .exited, .requestBroken:
            facts.memoryMebibytes >= Double(call.execution.memory)
                ? .outOfMemory(limit: call.execution.memory, facts) : .exited(facts)
        }
    }
}

/// What calls with events and calls over HTTP have in common.
extension Invoker {
    func facts(of hold: FunctionFleet.Hold) -> CallFacts {
        var facts = CallFacts(startedAt: now())
        facts.instanceID = hold.instance.publicID
        facts.engine = hold.instance.instance.engine
        facts.isColdStart = hold.isCold
        facts.isProvisioned = hold.instance.isProvisioned
        facts.checksum = hold.instance.loan.checksum
        return facts
    }

    func begin(_ call: FunctionCall, on hold: FunctionFleet.Hold) {
        hold.instance.desk.open(call.requestID)
        say("FC Invoke Start RequestId: \(call.requestID)", call, hold.instance)
    }

    /// Ends what is said of a call; returns the tail where that is wanted.
    func end(_ call: FunctionCall, on hold: FunctionFleet.Hold, _ facts: CallFacts, wantsTail: Bool) async -> [UInt8]? {
        if wantsTail { await hold.instance.flush() }
        say("FC Invoke End RequestId: \(call.requestID)", call, hold.instance)
        let tail = hold.instance.desk.close(call.requestID)
        guard wantsTail else { return nil }
        let billed = Int(facts.milliseconds.rounded(.up))
        return tail.bytes(
            endingWith: "\nDuration: \(facts.durationText) ms, Billed Duration: \(billed) ms, "
                + "Memory Size: \(call.execution.memory) MB, Max Memory Used: \(facts.memoryText) MB"
        )
    }

    private func say(_ line: String, _ call: FunctionCall, _ instance: RunningInstance) {
        instance.desk.append(line, requestID: call.requestID)
        ports.journal(instance.line(line, requestID: call.requestID, isError: false))
    }

    func note(_ call: FunctionCall, _ operation: FunctionCallRecord.Operation, _ facts: CallFacts, error: String?) {
        let record = facts.record(of: call, operation, error: error)
        metrics.note(record)
        ports.record(record)
    }

    /// Says how a call went that got no instance: as a failure of the function, or by throwing.
    func refused(
        _ call: FunctionCall,
        _ operation: FunctionCallRecord.Operation,
        _ refusal: CapacityRefusal
    ) throws(FunctionComputeError) -> EventResult {
        let facts = CallFacts(startedAt: now())
        switch refusal.refusal(of: call) {
        case .refused(let error):
            note(call, operation, facts, error: error.code.rawValue)
            throw error
        case .failed(let failure):
            note(call, operation, facts, error: failure.kind.rawValue)
            return EventResult(value: .failure(failure), facts: facts, tail: nil)
        }
    }
}

/// What an instance answered to an event.
private struct EventAnswer: Sendable {
    /// The kind of failure.
    let errorType: String?
    let status: String?
    /// Whether the instance ends with it.
    let isLast: Bool
    let contentType: String?
    let body: [UInt8]

    var value: EventResult.Value {
        if let errorType {
            return .failure(FunctionFailure(kind: .init(rawValue: errorType) ?? .unhandled, body: body))
        }
        if status == "404" { return .failure(FunctionFailure(kind: .unhandled, body: body)) }
        return .success(body, contentType: contentType ?? "application/octet-stream")
    }
}

extension Outcome<EventAnswer> {
    /// Whether the instance may take another call.
    fileprivate var isHealthy: Bool {
        if case .answered(let answer) = self { !answer.isLast } else { false }
    }
}

extension Outcome {
    var isAnswered: Bool {
        if case .answered = self { true } else { false }
    }
}

extension EventResult.Value {
    var failure: FunctionFailure? {
        if case .failure(let failure) = self { failure } else { nil }
    }
}
