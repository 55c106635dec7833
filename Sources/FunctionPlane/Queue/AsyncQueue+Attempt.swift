import DialectFunctionCompute
import FoundationEssentials
import HTTPModel
import Lifecycle
import ReleaseModel
import Telemetry

/// One attempt of a call, and what follows from it.
extension AsyncQueue {
    func perform(_ item: ClaimedCall, abort: Gate) async {
        let ending: CallEnding
        var condition = ""
        if item.call.expiresAt <= now() {
            ending = CallEnding(status: .expired, at: now(), isCounted: false, error: "it was too old to begin")
            condition = "AsyncInvocationExpired"
        } else {
            (ending, condition) = await attempt(item, abort: abort)
        }
        var isOver = ending.status.isOver
        let calls = isOver ? await telling(of: item, ending, condition: condition) : []
        do {
            isOver = try await store.end(item, ending, telling: calls).isOver
        } catch {
            // It stays as running: the next process makes it again.
            log.error("end of an asynchronous call not noted", ["error": LogValue(error)])
        }
        if isOver { quota.giveBack(item.call.payload.count, of: item.call.account) }
    }

    private func attempt(_ item: ClaimedCall, abort: Gate) async -> (CallEnding, condition: String) {
        do throws(FunctionComputeError) {
            let call = try await functionCall(item, abort: abort)
            let result = try await invoker.invoke(call, event: item.call.payload, wantsTail: false)
            return ending(of: item, result, wasAborted: abort.isOpen)
        } catch {
            if abort.isOpen { return (CallEnding(status: .stopped, at: now()), "AsyncInvocationStopped") }
            return ending(of: item, error)
        }
    }

    /// Finds again what was drawn when the call was accepted.
    private func functionCall(_ item: ClaimedCall, abort: Gate) async throws(FunctionComputeError) -> FunctionCall {
        guard let service = table.service(item.call.workload) else { throw .serviceNotFound(item.call.service) }
        let qualifier = Qualifier(item.call.qualifier)
        let version = try service.resolved(item.call.version, for: qualifier)
        var call = FunctionCall(
            requestID: item.call.requestID,
            version: version,
            key: try await library.function(item.call.function, of: version),
            cap: service.maximumInstances(of: item.call.function, qualifier) ?? limits.instancesPerFunction
        )
        call.type = .async
        call.retryCount = item.attempts - 1
        call.abort = abort
        return call
    }

    private func ending(of item: ClaimedCall, _ result: EventResult, wasAborted: Bool) -> (CallEnding, String) {
        var ending = CallEnding(status: .succeeded, at: now())
        ending.milliseconds = Int(result.facts.milliseconds.rounded(.up))
        ending.instance = result.facts.instanceID
        switch result.value {
        case .success(let bytes, _):
            ending.result = Array(bytes.prefix(limits.queue.resultBytes))
            return (ending, "")
        case .failure(let failure):
            ending.result = Array(failure.body.prefix(limits.queue.resultBytes))
            ending.error = String(decoding: failure.body.prefix(limits.queue.resultBytes), as: UTF8.self)
            if wasAborted {
                ending.status = .stopped
                return (ending, "AsyncInvocationStopped")
            }
            guard item.attempts <= item.call.retries else {
                ending.status = .failed
                return (ending, failure.kind.rawValue)
            }
            ending.status = .retrying
            ending.dueAt = now().addingTimeInterval(limits.queue.pause(after: item.attempts) / .seconds(1))
            return (ending, "")
        }
    }

    /// What the platform refused is tried again until it is too old; what is gone is given up.
    private func ending(of item: ClaimedCall, _ error: FunctionComputeError) -> (CallEnding, String) {
        var ending = CallEnding(status: .retrying, at: now(), error: error.message)
        switch error.code.status {
        case .notFound:
            ending.status = .invalid
            return (ending, error.code.rawValue)
        case .preconditionFailed where item.attempts > item.call.retries:
            ending.status = .failed
            return (ending, error.code.rawValue)
        case .preconditionFailed:
            ending.dueAt = now().addingTimeInterval(limits.queue.pause(after: item.attempts) / .seconds(1))
        default:
            ending.isCounted = false
            // How long it waits already stands for the attempts that do not count.
            let age = now().timeIntervalSince(item.call.acceptedAt)
            let pause = limits.queue.firstPause / .seconds(1)
            ending.dueAt = now().addingTimeInterval(min(limits.queue.longestPause / .seconds(1), max(pause, age)))
        }
        return (ending, "")
    }

    /// The calls that tell others how one ended.
    private func telling(of item: ClaimedCall, _ ending: CallEnding, condition: String) async -> [QueuedCall] {
        let isSuccess = ending.status == .succeeded
        guard let arn = isSuccess ? item.call.onSuccess : item.call.onFailure, ending.status != .stopped else {
            return []
        }
        do throws(FunctionComputeError) {
            guard item.call.depth < limits.queue.depth else {
                throw FunctionComputeError(.limitExceeded, "\(limits.queue.depth) calls have led to one another")
            }
            guard let destination = Destination(arn) else {
                throw FunctionComputeError(.invalidArgument, "only functions can be destinations here")
            }
            let service = try table.service(named: destination.service, of: item.call.account)
            var call = try await queuedCall(
                destination.function,
                of: service,
                destination.qualifier,
                event: DestinationEvent(item, ending, condition: condition).bytes
            )
            call.depth = item.call.depth + 1
            try quota.reserve(call.payload.count, for: call.account)
            return [call]
        } catch {
            log.warning(
                "destination of an asynchronous call not told",
                [
                    "destination": .string(arn), "request": .string(item.call.requestID),
                    "reason": .string(error.message),
                ]
            )
            return []
        }
    }
}

extension AsyncQueue {
    /// Draws the version of a call, and says by the settings of its qualifier what becomes of it.
    func queuedCall(
        _ function: String,
        of service: FunctionService,
        _ qualifier: Qualifier,
        attributes: (RequestAttribute) -> String? = { _ in nil },
        event: [UInt8]
    ) async throws(FunctionComputeError) -> QueuedCall {
        let version = try service.resolve(
            qualifier,
            attributes: attributes,
            slot: Int.random(in: 0..<TrafficSplit.slotCount)
        )
        // Refused now rather than given up later.
        _ = try await library.function(function, of: version)
        let settings = service.asynchronousCalls(of: function, qualifier) ?? AsynchronousCalls()
        let requestID = makeRequestID()
        let accepted = now()
        return QueuedCall(
            account: service.route.workload.account,
            workload: service.route.workload.id,
            service: service.name,
            function: function,
            qualifier: qualifier.name,
            version: version.isHead ? nil : version.version.id,
            requestID: requestID,
            invocationID: settings.isStateful ? requestID : nil,
            retries: settings.retries,
            acceptedAt: accepted,
            expiresAt: accepted.addingTimeInterval(Double(settings.maximumAge)),
            onSuccess: settings.onSuccess,
            onFailure: settings.onFailure,
            payload: event
        )
    }
}

extension FunctionService {
    /// Finds what was drawn before: a version, or the head as it is now.
    func resolved(_ version: Version.ID?, for qualifier: Qualifier) throws(FunctionComputeError) -> ResolvedVersion {
        guard let version else {
            let head = try resolve(.latest, attributes: { _ in nil }, slot: 0)
            return ResolvedVersion(workload: head.workload, qualifier: qualifier, version: head.version, isHead: true)
        }
        guard let found = route.versions.first(where: { $0.id == version }) else {
            throw FunctionComputeError(.versionNotFound, "the version of service '\(name)' that was drawn is gone")
        }
        return ResolvedVersion(workload: route.workload, qualifier: qualifier, version: found, isHead: false)
    }
}
