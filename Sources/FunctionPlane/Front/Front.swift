import DialectFunctionCompute
import FoundationEssentials
public import HTTPModel
import ReleaseModel

/// Answers requests that call functions: from the control process, which has authenticated them, and from the gateway.
public struct Front: Sendable {
    let table: FunctionTable
    let library: ContentLibrary
    let fleet: FunctionFleet
    let invoker: Invoker
    let desk: CallDesk
    let queue: AsyncQueue
    let ports: FunctionPorts
    let limits: FunctionLimits
    let makeRequestID: @Sendable () -> String

    /// Answers one request; what fails is said in the words of Function Compute.
    @Sendable
    public func respond(to request: HTTPRequest) async -> HTTPResponse {
        let requestID = requestID(of: request)
        do throws(FunctionComputeError) {
            return try await answer(request, requestID)
        } catch {
            return error.response(requestID: requestID)
        }
    }

    private func answer(_ request: HTTPRequest, _ requestID: String) async throws(FunctionComputeError) -> HTTPResponse
    {
        if let trigger = request.fields[FrontField.trigger] {
            return try await triggered(request, by: trigger, requestID)
        }
        switch try FrontPath(request.method, request.target) {
        case .invocations(let address): return try await invoke(request, address, requestID)
        case .instances(let address): return try await instances(request, address, requestID)
        case .proxy(let address, let rest, let prefix):
            return try await proxied(request, address, rest, prefix: prefix, requestID)
        case .statefulInvocations(let address): return try await statefulInvocations(request, address, requestID)
        case .statefulInvocation(let address, let id):
            return try await statefulInvocation(request, address, id: id, requestID)
        case .statefulFunctions: return try statefulFunctions(request, requestID)
        case .fire(let address, let trigger): return try await fire(trigger, of: address, request, requestID)
        }
    }

    /// What the client calls its request, or a name of ours.
    private func requestID(of request: HTTPRequest) -> String {
        let given = request.fields[CallField.traceID] ?? ""
        let isUsable =
            (1...128).contains(given.utf8.count)
            && given.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        return isUsable ? given : makeRequestID()
    }

    func account(of request: HTTPRequest) throws(FunctionComputeError) -> Account.ID {
        guard let account = request.fields[FrontField.account].flatMap({ Account.ID($0) }) else {
            throw FunctionComputeError(.accessDenied, "the request is not authenticated")
        }
        return account
    }

    /// Chooses the version of a call, in the order in which clients expect the errors: service, qualifier, function.
    func call(
        _ function: String,
        of service: FunctionService,
        _ qualifier: Qualifier,
        for request: HTTPRequest,
        _ requestID: String
    ) async throws(FunctionComputeError) -> FunctionCall {
        let attributes = CallAttributes(request)
        let version = try service.resolve(
            qualifier,
            attributes: attributes.value,
            slot: Int.random(in: 0..<TrafficSplit.slotCount)
        )
        return FunctionCall(
            requestID: requestID,
            version: version,
            key: try await library.function(function, of: version),
            cap: service.maximumInstances(of: function, qualifier) ?? limits.instancesPerFunction
        )
    }
}

/// Calls with events.
extension Front {
    private func invoke(
        _ request: HTTPRequest,
        _ address: FunctionAddress,
        _ requestID: String
    ) async throws(FunctionComputeError) -> HTTPResponse {
        let account = try account(of: request)
        let options = try CallOptions(request.fields)
        let service = try table.service(named: address.service, of: account)
        if options.isAsynchronous { return try await enqueue(request, address, options, of: service, requestID) }
        let call = try await call(address.function, of: service, address.qualifier, for: request, requestID)
        let event = try await event(of: request, upTo: limits.synchronousBytes)
        let result = await desk.perform { [invoker] () async -> Result<EventResult, FunctionComputeError> in
            do throws(FunctionComputeError) {
                return .success(try await invoker.invoke(call, event: event, wantsTail: options.wantsTail))
            } catch {
                return .failure(error)
            }
        }
        guard let result else { throw .stopping }
        return try result.get().response(to: call)
    }

    func event(of request: HTTPRequest, upTo limit: Int) async throws(FunctionComputeError) -> [UInt8] {
        do {
            return try await request.body.collect(upTo: limit)
        } catch is HTTPBody.TooLarge {
            throw .entityTooLarge(limit: limit)
        } catch {
            throw FunctionComputeError(.clientClosedRequest, "the request's body broke off")
        }
    }
}

/// What runs.
extension Front {
    private struct InstanceList: Encodable {
        let instances: [Item]

        struct Item: Encodable {
            let instanceId: String
            /// The number; `0` for LATEST.
            let versionId: String
        }
    }

    /// The most instances of one answer.
    private static let instanceLimit = 1_000

    private func instances(
        _ request: HTTPRequest,
        _ address: FunctionAddress,
        _ requestID: String
    ) async throws(FunctionComputeError) -> HTTPResponse {
        let service = try table.service(named: address.service, of: try account(of: request))
        let call = try await call(address.function, of: service, address.qualifier, for: request, requestID)
        let query = request.target.query
        // One client repeats the name, another numbers it.
        let wanted = Set(
            query.items.filter { $0.name == "instanceIds" || $0.name.hasPrefix("instanceIds.") }.map(\.value)
        ).subtracting([""])
        let limit = try Self.limit(query["limit"])
        let versions = Set(
            service.shares(of: 100, for: address.qualifier).map { $0.version.isHead ? nil : $0.version.version.id }
        )
        let items = fleet.running
            .filter { $0.key.workload.id == service.route.workload.id && $0.key.function == call.function }
            .filter { versions.contains($0.key.version) && (wanted.isEmpty || wanted.contains($0.publicID)) }
            .sorted { $0.number < $1.number }.prefix(limit)
            .map { InstanceList.Item(instanceId: $0.publicID, versionId: $0.key.version == nil ? "0" : $0.label) }
        return try Self.json(InstanceList(instances: Array(items)), requestID)
    }

    private static func limit(_ text: String?) throws(FunctionComputeError) -> Int {
        guard let text, !text.isEmpty else { return instanceLimit }
        guard let limit = Int(text), limit >= 1 else {
            throw FunctionComputeError(.invalidArgument, "limit is set to an invalid value (actual: '\(text)')")
        }
        return min(limit, instanceLimit)
    }

    static func json(_ value: some Encodable, _ requestID: String) throws(FunctionComputeError) -> HTTPResponse {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data: Data
        do {
            data = try encoder.encode(value)
        } catch {
            throw .internalServerError(cause: "\(error)")
        }
        var response = HTTPResponse(.ok, contentType: "application/json", body: .bytes(Array(data)))
        if let value = try? HTTPFieldValue(requestID) { response.fields.set(.functionComputeRequestID, to: value) }
        return response
    }
}
