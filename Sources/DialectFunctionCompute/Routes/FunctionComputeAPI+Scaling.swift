import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// How many instances are kept ready, and how many there may be, of a function for a qualifier.
extension FunctionComputeAPI {
    static func addScalingRoutes(_ table: inout EndpointTable) {
        table.function(.put, "/provision-config", Endpoint(.deploy, FunctionComputeAPI.setProvision))
        table.function(.get, "/provision-config", Endpoint(.read, FunctionComputeAPI.readProvision))
        table.add(.get, "/provision-configs", Endpoint(.read, FunctionComputeAPI.listProvisions))
        table.function(.put, "/on-demand-config", Endpoint(.deploy, FunctionComputeAPI.setOnDemand))
        table.function(.get, "/on-demand-config", Endpoint(.read, FunctionComputeAPI.readOnDemand))
        table.function(.delete, "/on-demand-config", Endpoint(.deploy, FunctionComputeAPI.deleteOnDemand))
        table.add(.get, "/on-demand-configs", Endpoint(.read, FunctionComputeAPI.listOnDemands))
    }

    // MARK: Provisioned instances

    @Sendable
    private func setProvision(_ call: Call) async throws -> Answer {
        let request = try call.document()
        let document = try ProvisionDocument(request)
        return try await onLatest(call) { call in
            let (workload, scope) = try await scope(call)
            let setting = ProvisionedInstances(target: document.target, document: document.rest.text)
            _ = try await plane.set(
                .provisionedInstances,
                about: scope,
                to: document.target == 0 ? nil : try Self.text(setting),
                of: call.service,
                record: call.record()
            )
            return Answer(try await json(setting, scope, workload, call))
        }
    }

    @Sendable
    private func readProvision(_ call: Call) async throws -> Answer {
        let (workload, scope) = try await scope(call)
        guard let setting: ProvisionedInstances = try await setting(.provisionedInstances, scope, of: workload) else {
            throw FunctionComputeError(
                .provisionConfigNotFound,
                "provision config of function '\(scope.component)' with qualifier '\(scope.target)' does not exist"
            )
        }
        return Answer(try await json(setting, scope, workload, call))
    }

    @Sendable
    private func listProvisions(_ call: Call) async throws -> Answer {
        let name = call.query["serviceName"].flatMap { $0.isEmpty ? nil : $0 }
        let qualifier = call.query["qualifier"].flatMap { $0.isEmpty ? nil : $0 }
        guard qualifier == nil || name != nil else {
            throw FunctionComputeError.invalid("qualifier needs a serviceName")
        }
        var found: [(resource: String, json: JSONValue)] = []
        for workload in try await services(call, named: name) {
            for setting in try await plane.store.settings(of: workload.id)
            where setting.name == .provisionedInstances && (qualifier == nil || setting.scope.target == qualifier) {
                guard let instances: ProvisionedInstances = Self.value(setting) else { continue }
                let json = try await json(instances, setting.scope, workload, call)
                found.append((json["resource"]?.string ?? "", json))
            }
        }
        let page = try ListQuery(call.query).page(of: found.sorted { $0.resource < $1.resource }, name: \.resource)
        return Answer(.list("provisionConfigs", page.items.map(\.json), next: page.next))
    }

    private func json(
        _ setting: ProvisionedInstances,
        _ scope: Setting.Scope,
        _ workload: Workload,
        _ call: Call
    ) async throws -> JSONValue {
        let ready =
            setting.target == 0
            ? 0 : await environment.readyInstances(WorkloadName(workload), scope.target, scope.component)
        var json = (JSONValue(Array(setting.document.utf8)) ?? [:]).merging([
            "resource": .string("\(call.account)#\(workload.name)#\(scope.target)#\(scope.component)"),
            "target": JSONValue(setting.target), "current": JSONValue(ready ?? 0),
        ])
        if ready == nil { json = json.merging(["currentError": "the data plane does not answer"]) }
        return json
    }

    // MARK: Instances on demand

    @Sendable
    private func setOnDemand(_ call: Call) async throws -> Answer {
        guard let maximum = try call.document().integer("maximumInstanceCount"), maximum >= 0 else {
            throw FunctionComputeError.invalid("maximumInstanceCount must be a number of instances")
        }
        return try await onLatest(call) { call in
            let (workload, scope) = try await scope(call)
            let setting = OnDemandInstances(maximum: maximum)
            _ = try await plane.set(
                .onDemandInstances,
                about: scope,
                to: try Self.text(setting),
                of: call.service,
                record: call.record()
            )
            return answer(setting, scope, workload)
        }
    }

    @Sendable
    private func readOnDemand(_ call: Call) async throws -> Answer {
        let (workload, scope) = try await scope(call)
        return answer(try await onDemand(scope, of: workload), scope, workload)
    }

    @Sendable
    private func deleteOnDemand(_ call: Call) async throws -> Answer {
        try await onLatest(call) { call in
            let (workload, scope) = try await scope(call)
            let present = try await onDemand(scope, of: workload)
            try EntityTag(of: json(present, scope, workload)).check(call)
            _ = try await plane.set(.onDemandInstances, about: scope, to: nil, of: call.service, record: call.record())
            return .nothing
        }
    }

    @Sendable
    private func listOnDemands(_ call: Call) async throws -> Answer {
        var found: [(resource: String, json: JSONValue)] = []
        for workload in try await services(call, named: nil) {
            for setting in try await plane.store.settings(of: workload.id) where setting.name == .onDemandInstances {
                guard let instances: OnDemandInstances = Self.value(setting) else { continue }
                let json = json(instances, setting.scope, workload)
                found.append((json["resource"]?.string ?? "", json))
            }
        }
        let page = try ListQuery(call.query).page(of: found.sorted { $0.resource < $1.resource }, name: \.resource)
        return Answer(.list("configs", page.items.map(\.json), next: page.next))
    }

    private func onDemand(_ scope: Setting.Scope, of workload: Workload) async throws -> OnDemandInstances {
        guard let setting: OnDemandInstances = try await setting(.onDemandInstances, scope, of: workload) else {
            throw FunctionComputeError(
                .onDemandConfigNotFound,
                "on-demand config of function '\(scope.component)' with qualifier '\(scope.target)' does not exist"
            )
        }
        return setting
    }

    private func json(_ setting: OnDemandInstances, _ scope: Setting.Scope, _ workload: Workload) -> JSONValue {
        [
            "resource": .string("services/\(workload.name).\(scope.target)/functions/\(scope.component)"),
            "maximumInstanceCount": JSONValue(setting.maximum),
        ]
    }

    private func answer(_ setting: OnDemandInstances, _ scope: Setting.Scope, _ workload: Workload) -> Answer {
        let json = json(setting, scope, workload)
        return Answer(json, tag: EntityTag(of: json))
    }

    // MARK: Settings of a function for a qualifier

    /// What a request is about: the service, and a function of it as a qualifier has it, `LATEST` or an alias.
    ///
    /// Versions have no settings: they never change.
    private func scope(_ call: Call) async throws -> (Workload, Setting.Scope) {
        let workload = try await workload(call)
        let qualifier = try call.qualifier() ?? ServiceContent.latest
        guard Int(qualifier) == nil else {
            throw FunctionComputeError.invalid("qualifier must be LATEST or an alias (actual: '\(qualifier)')")
        }
        let function = try await content(call).function(call.parameters["function"])
        return (workload, Setting.Scope(target: qualifier, component: function.name))
    }

    func setting<Value: Decodable>(
        _ name: Setting.Name,
        _ scope: Setting.Scope,
        of workload: Workload
    ) async throws -> Value? {
        let settings = try await plane.store.settings(of: workload.id)
        guard let setting = settings.first(where: { $0.name == name && $0.scope == scope }) else { return nil }
        return Self.value(setting)
    }

    static func value<Value: Decodable>(_ setting: Setting) -> Value? {
        try? JSONDecoder().decode(Value.self, from: Data(setting.value.utf8))
    }

    static func text(_ value: some Encodable) throws -> String {
        String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }

    /// The services of the account, or the one of a name.
    private func services(_ call: Call, named name: String?) async throws -> [Workload] {
        guard let name else { return try await services(of: call.account) }
        let found = try await plane.store.workload(WorkloadName(account: call.account, kind: .service, name: name))
        guard let found else { throw FunctionComputeError.serviceNotFound(name) }
        return [found]
    }
}
