import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// What becomes of calls that nobody waits for.
extension FunctionComputeAPI {
    static func addAsynchronousRoutes(_ table: inout EndpointTable) {
        table.function(.put, "/async-invoke-config", Endpoint(.deploy, FunctionComputeAPI.setAsynchronous))
        table.function(.get, "/async-invoke-config", Endpoint(.read, FunctionComputeAPI.readAsynchronous))
        table.function(.delete, "/async-invoke-config", Endpoint(.deploy, FunctionComputeAPI.deleteAsynchronous))
        table.function(.get, "/async-invoke-configs", Endpoint(.read, FunctionComputeAPI.listAsynchronous))
    }

    @Sendable
    private func setAsynchronous(_ call: Call) async throws -> Answer {
        let request = try call.document()
        return try await onLatest(call) { call in
            let (workload, scope) = try await place(call)
            let present: AsynchronousCalls? = try await setting(.asynchronousCalls, scope, of: workload)
            let changed = try wanted(request, after: present)
            _ = try await plane.set(
                .asynchronousCalls,
                about: scope,
                to: try Self.text(changed),
                of: call.service,
                record: call.record()
            )
            return Answer(json(changed, scope, workload))
        }
    }

    @Sendable
    private func readAsynchronous(_ call: Call) async throws -> Answer {
        let (workload, scope) = try await place(call)
        return Answer(json(try await present(scope, of: workload), scope, workload))
    }

    @Sendable
    private func deleteAsynchronous(_ call: Call) async throws -> Answer {
        try await onLatest(call) { call in
            let (workload, scope) = try await place(call)
            _ = try await present(scope, of: workload)
            _ = try await plane.set(.asynchronousCalls, about: scope, to: nil, of: call.service, record: call.record())
            return .nothing
        }
    }

    @Sendable
    private func listAsynchronous(_ call: Call) async throws -> Answer {
        let workload = try await workload(call)
        let function = try await draft(of: workload).function(call.parameters["function"]).name
        let found = try await plane.store.settings(of: workload.id).filter {
            $0.name == .asynchronousCalls && $0.scope.component == function
        }
        let page = try ListQuery(call.query).page(
            of: found.sorted { $0.scope.target < $1.scope.target },
            name: \.scope.target
        )
        let items = page.items.compactMap { setting in
            (Self.value(setting) as AsynchronousCalls?).map { json($0, setting.scope, workload) }
        }
        return Answer(.list("configs", items, next: page.next))
    }

    private func place(_ call: Call) async throws -> (Workload, Setting.Scope) {
        let service = try await content(call)
        let function = try service.function(call.parameters["function"])
        let target = try call.qualifier() ?? ServiceContent.latest
        return (service.workload, Setting.Scope(target: target, component: function.name))
    }

    private func present(_ scope: Setting.Scope, of workload: Workload) async throws -> AsynchronousCalls {
        guard let setting: AsynchronousCalls = try await setting(.asynchronousCalls, scope, of: workload) else {
            throw FunctionComputeError(
                .asyncConfigNotExists,
                "async config of function '\(scope.component)' with qualifier '\(scope.target)' does not exist"
            )
        }
        return setting
    }

    private func wanted(
        _ request: LooseObject,
        after present: AsynchronousCalls?
    ) throws(FunctionComputeError) -> AsynchronousCalls {
        let retries = try request.integer("maxAsyncRetryAttempts") ?? AsynchronousCalls.defaultAttempts
        try Self.check(retries, "MaxAsyncRetryAttempts", within: AsynchronousCalls.attemptsRange)
        let age = try request.integer("maxAsyncEventAgeInSeconds") ?? AsynchronousCalls.defaultAge
        try Self.check(age, "MaxAsyncEventAgeInSeconds", within: AsynchronousCalls.ageRange)
        let destinations = try request.object("destinationConfig")
        return AsynchronousCalls(
            retries: retries,
            maximumAge: age,
            isStateful: try request.bool("statefulInvocation") ?? false,
            onSuccess: try Self.destination(destinations, "onSuccess"),
            onFailure: try Self.destination(destinations, "onFailure"),
            createdAt: present?.createdAt ?? nowMilliseconds,
            modifiedAt: nowMilliseconds
        )
    }

    private static func check(
        _ value: Int,
        _ name: String,
        within range: ClosedRange<Int>
    ) throws(FunctionComputeError) {
        guard range.contains(value) else {
            throw .invalid(
                "\(name) is set to an invalid value (allowed: \(range.lowerBound)-\(range.upperBound), actual: \(value))"
            )
        }
    }

    /// Functions can be told; the vendor's queues and buses are out of reach.
    private static func destination(
        _ destinations: LooseObject?,
        _ name: String
    ) throws(FunctionComputeError) -> String? {
        guard let text = try destinations?.object(name)?.text("destination"), !text.isEmpty else { return nil }
        guard FunctionResource(text) != nil else {
            throw .invalid(
                "\(name): destination '\(text)' is not supported (allowed: acs:fc:…:services/SERVICE.QUALIFIER/functions/FUNCTION)"
            )
        }
        return text
    }

    private func json(_ setting: AsynchronousCalls, _ scope: Setting.Scope, _ workload: Workload) -> JSONValue {
        func destination(_ text: String?) -> JSONValue { text.map { ["destination": .string($0)] } ?? .null }
        return [
            "service": .string(workload.name.text), "function": .string(scope.component),
            "qualifier": .string(scope.target), "maxAsyncRetryAttempts": JSONValue(setting.retries),
            "maxAsyncEventAgeInSeconds": JSONValue(setting.maximumAge), "statefulInvocation": .bool(setting.isStateful),
            "destinationConfig": [
                "onSuccess": destination(setting.onSuccess), "onFailure": destination(setting.onFailure),
            ],
            "createdTime": WireTime.text(milliseconds: setting.createdAt),
            "lastModifiedTime": WireTime.text(milliseconds: setting.modifiedAt),
        ]
    }
}
