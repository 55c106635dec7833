import DialectFunctionCompute
import FoundationEssentials
import HTTPModel
import ReleaseModel

/// Asynchronous calls.
extension Front {
    /// Accepts a call: it is durable before the answer says so.
    func enqueue(
        _ request: HTTPRequest,
        _ address: FunctionAddress,
        _ options: CallOptions,
        of service: FunctionService,
        _ requestID: String
    ) async throws(FunctionComputeError) -> HTTPResponse {
        let event = try await event(of: request, upTo: limits.asynchronousBytes)
        var call = try await queue.queuedCall(
            address.function,
            of: service,
            address.qualifier,
            attributes: CallAttributes(request).value,
            event: event
        )
        call.requestID = requestID
        if options.isStateful || call.invocationID != nil { call.invocationID = options.statefulID ?? requestID }
        try await queue.accept([call])
        return accepted(requestID, call, service)
    }

    /// An empty answer without a content type, which some clients would read as JSON.
    func accepted(_ requestID: String, _ call: QueuedCall, _ service: FunctionService) -> HTTPResponse {
        var fields: HTTPFields = [:]
        func set(_ name: HTTPFieldName, _ text: String) {
            if let value = try? HTTPFieldValue(text) { fields.set(name, to: value) }
        }
        let version = service.route.versions.first { $0.id == call.version }
        set(.functionComputeRequestID, requestID)
        set(AnswerField.version, version.map { "\($0.number)" } ?? Qualifier.latestName)
        set(AnswerField.qualifier, call.qualifier)
        return HTTPResponse(.accepted, fields: fields)
    }

    private struct InvocationList: Encodable {
        let invocations: [StatefulAnswer]
        let nextToken: String?
    }

    /// The most calls of one answer, and how many there are where nobody says.
    private static let listLimit = (standard: 20, maximum: 100)

    func statefulInvocations(
        _ request: HTTPRequest,
        _ address: FunctionAddress,
        _ requestID: String
    ) async throws(FunctionComputeError) -> HTTPResponse {
        let service = try table.service(named: address.service, of: try account(of: request))
        let items = request.target.query
        var query = InvocationQuery(
            workload: service.route.workload.id,
            function: address.function,
            limit: min(try Self.number("limit", in: items) ?? Self.listLimit.standard, Self.listLimit.maximum)
        )
        // Without one all are meant, not those of LATEST.
        let isQualified = items["qualifier"].map { !$0.isEmpty } ?? (address.qualifier != .latest)
        query.qualifier = isQualified ? address.qualifier.name : nil
        query.prefix = items["invocationIdPrefix"] ?? ""
        query.isDescending = items["sortOrderByTime"]?.lowercased() == "desc"
        query.includesPayload = items["includePayload"]?.lowercased() == "true"
        query.after = try Self.number("nextToken", in: items)
        let begin = try Self.number("startedTimeBegin", in: items) ?? query.times.lowerBound
        let end = try Self.number("startedTimeEnd", in: items) ?? query.times.upperBound
        guard begin <= end else {
            throw FunctionComputeError(.invalidArgument, "startedTimeEnd is before startedTimeBegin")
        }
        query.times = begin...end
        if let name = items["status"], !name.isEmpty {
            guard let status = InvocationStatus(name: name) else {
                throw FunctionComputeError(.invalidArgument, "status is set to an invalid value (actual: '\(name)')")
            }
            query.status = status
        }
        let found = try await stored { [query, store = queue.store] () async throws(QueueFailure) in
            try await store.invocations(query)
        }
        let next = found.count == query.limit ? found.last.map { "\($0.number)" } : nil
        return try Self.json(InvocationList(invocations: found.map(StatefulAnswer.init), nextToken: next), requestID)
    }

    /// Shows a call, or stops it.
    func statefulInvocation(
        _ request: HTTPRequest,
        _ address: FunctionAddress,
        id: String,
        _ requestID: String
    ) async throws(FunctionComputeError) -> HTTPResponse {
        let service = try table.service(named: address.service, of: try account(of: request))
        let found = try await stored { [store = queue.store] () async throws(QueueFailure) in
            try await store.invocation(id, of: address.function, in: service.route.workload.id)
        }
        guard let found else {
            // Whether there is none or it cannot be looked at is not known any more.
            guard request.method == .get else {
                throw FunctionComputeError(
                    .invalidArgument,
                    "there is no stateful invocation '\(id)' that can be stopped"
                )
            }
            throw .statefulInvocationNotFound(id)
        }
        guard request.method == .put else { return try Self.json(StatefulAnswer(found), requestID) }
        let stopped = try await stored { [queue] () async throws(QueueFailure) in
            try await queue.store.stop(found, at: queue.now())
        }
        switch stopped {
        case .waiting: queue.forget(found)
        case .running(let number): queue.abort(number)
        case .over: break
        }
        var fields: HTTPFields = [:]
        if let value = try? HTTPFieldValue(requestID) { fields.set(.functionComputeRequestID, to: value) }
        return HTTPResponse(.noContent, fields: fields)
    }

    private func stored<Value>(
        _ work: () async throws(QueueFailure) -> Value
    ) async throws(FunctionComputeError) -> Value {
        do throws(QueueFailure) {
            return try await work()
        } catch {
            throw .internalServerError(cause: "\(error)")
        }
    }

    private static func number(_ name: String, in query: HTTPQuery) throws(FunctionComputeError) -> Int? {
        guard let text = query[name], !text.isEmpty else { return nil }
        guard let number = Int(text), number >= 0 else {
            throw FunctionComputeError(.invalidArgument, "\(name) is set to an invalid value (actual: '\(text)')")
        }
        return number
    }
}
