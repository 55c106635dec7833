import DialectFunctionCompute
import FoundationEssentials
import HTTPModel
import ReleaseModel

/// Triggers that act by hand, and what is known of functions with calls that can be looked at.
extension Front {
    /// Calls what a trigger leads to, asynchronously: with the event that is sent, or for a timer its own.
    func fire(
        _ name: String,
        of address: FunctionAddress,
        _ request: HTTPRequest,
        _ requestID: String
    ) async throws(FunctionComputeError) -> HTTPResponse {
        let service = try table.service(named: address.service, of: try account(of: request))
        let found = service.route.triggers.first { trigger in
            guard trigger.component == address.function, let document = trigger.document else { return false }
            let described = try? JSONDecoder().decode(FunctionTrigger.self, from: Data(document.utf8))
            return described?.name == name
        }
        guard let trigger = found else {
            throw FunctionComputeError(
                .triggerNotFound,
                "trigger '\(name)' does not exist in function '\(address.function)'"
            )
        }
        guard let qualifier = service.qualifier(of: trigger.target) else {
            throw FunctionComputeError(.versionNotFound, "the version that trigger '\(name)' leads to does not exist")
        }
        var event = try await event(of: request, upTo: limits.asynchronousBytes)
        if event.isEmpty, let timer = TimerTrigger(trigger) { event = timer.event(at: queue.now()) }
        var call = try await queue.queuedCall(address.function, of: service, qualifier, event: event)
        call.requestID = requestID
        if call.invocationID != nil { call.invocationID = requestID }
        try await queue.accept([call])
        return accepted(requestID, call, service)
    }

    private struct FunctionList: Encodable {
        let data: [Item]

        struct Item: Encodable {
            let functionName: String
            let qualifier: String
            let serviceName: String
        }
    }

    /// The functions whose settings say that their calls can be looked at.
    func statefulFunctions(
        _ request: HTTPRequest,
        _ requestID: String
    ) throws(FunctionComputeError) -> HTTPResponse {
        let account = try account(of: request)
        let items = table.services.filter { $0.route.workload.account == account }
            .flatMap { service in
                service.statefulFunctions.map {
                    FunctionList.Item(functionName: $0.function, qualifier: $0.qualifier, serviceName: service.name)
                }
            }
        let sorted = items.sorted {
            ($0.serviceName, $0.functionName, $0.qualifier) < ($1.serviceName, $1.functionName, $1.qualifier)
        }
        return try Self.json(FunctionList(data: sorted), requestID)
    }
}
