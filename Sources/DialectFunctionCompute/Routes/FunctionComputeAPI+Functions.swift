import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// Functions of the draft; those of versions can only be read.
extension FunctionComputeAPI {
    static func addFunctionRoutes(_ table: inout EndpointTable) {
        let limit = Endpoint.packageLimit
        table.service(.post, "/functions", Endpoint(.upload, limit: limit, FunctionComputeAPI.createFunction))
        table.service(.get, "/functions", Endpoint(.read, FunctionComputeAPI.listFunctions))
        table.function(.get, "", Endpoint(.read, FunctionComputeAPI.readFunction))
        table.function(.put, "", Endpoint(.upload, limit: limit, FunctionComputeAPI.updateFunction))
        table.function(.delete, "", Endpoint(.upload, FunctionComputeAPI.deleteFunction))
    }

    @Sendable
    private func createFunction(_ call: Call) async throws -> Answer {
        try Self.refuseQualifier(call)
        let request = try call.document()
        let name = try request.required("functionName")
        try EntityName.function.check(name)
        _ = try await workload(call)
        let settings = try FunctionSettings().changed(by: request)
        let execution = try settings.execution(among: configuration.runtimes)
        guard let upload = try await PackageUpload(request, call: call, checkedBy: packages) else {
            throw FunctionComputeError.invalid("code.zipFile is required")
        }
        let package = try await upload.store(in: plane.blobs, account: call.account)
        let function = try Self.component(name, package, settings, execution)
        return try await onLatest(call) { call in
            let service = try await draft(call)
            var components = service.snapshot.components
            guard !components.contains(where: { $0.name == name }) else {
                throw FunctionComputeError.functionAlreadyExists(name, service: call.service.name)
            }
            guard components.count < FunctionComputeConfiguration.maximumFunctions else {
                let limit = FunctionComputeConfiguration.maximumFunctions
                throw FunctionComputeError(.limitExceeded, "a service can have \(limit) functions")
            }
            components.append(function)
            var record = service.record
            record.functions[name] = ServiceRecord.FunctionRecord(
                id: environment.makeUUID().uuidString.lowercased(),
                createdAt: nowMilliseconds,
                modifiedAt: nowMilliseconds,
                checksum: upload.checksum
            )
            return try await save(components, record, of: service, call, showing: name)
        }
    }

    @Sendable
    private func listFunctions(_ call: Call) async throws -> Answer {
        let service = try await content(call)
        let page = try ListQuery(call.query).page(of: service.snapshot.components, name: \.name)
        return Answer(.list("functions", page.items.map { service.json(of: $0) }, next: page.next))
    }

    @Sendable
    private func readFunction(_ call: Call) async throws -> Answer {
        let service = try await content(call)
        return answer(service, try service.function(call.parameters["function"]))
    }

    @Sendable
    private func updateFunction(_ call: Call) async throws -> Answer {
        try Self.refuseQualifier(call)
        let request = try call.document()
        let name = call.parameters["function"]
        // Before a package is read: some clients send updates first, to find out whether there is anything to update.
        _ = try await draft(call).function(name)
        let upload = try await PackageUpload(request, call: call, checkedBy: packages)
        let package = try await upload?.store(in: plane.blobs, account: call.account)
        return try await onLatest(call) { call in
            let service = try await draft(call)
            let function = try service.function(name)
            try tag(of: function, in: service).check(call)
            let settings = try FunctionSettings(function).changed(by: request)
            let execution = try settings.execution(among: configuration.runtimes)
            guard let package = package ?? function.package else {
                throw FunctionComputeError.internalServerError(cause: "function \(name) has no package")
            }
            let changed = try Self.component(name, package, settings, execution)
            var record = service.record
            record.functions[name]?.modifiedAt = nowMilliseconds
            if let upload { record.functions[name]?.checksum = upload.checksum }
            let components = service.snapshot.components.map { $0.name == name ? changed : $0 }
            return try await save(components, record, of: service, call, showing: name)
        }
    }

    @Sendable
    private func deleteFunction(_ call: Call) async throws -> Answer {
        try Self.refuseQualifier(call)
        let name = call.parameters["function"]
        return try await onLatest(call) { call in
            let service = try await draft(call)
            try tag(of: try service.function(name), in: service).check(call)
            try await refuseTriggered(name, of: service)
            let settings = try await plane.store.settings(of: service.workload.id)
            guard !settings.contains(where: { $0.name == .provisionedInstances && $0.scope.component == name }) else {
                throw FunctionComputeError(
                    .provisionConfigExist,
                    "function '\(name)' has provisioned instances: set their target to 0 first"
                )
            }
            var record = service.record
            record.functions[name] = nil
            let content = try service.draft(service.snapshot.components.filter { $0.name != name }, record: record)
            _ = try await plane.saveDraft(content, of: call.service, record: call.record())
            return .nothing
        }
    }

    /// Refuses to delete a function that something leads to.
    private func refuseTriggered(_ name: String, of service: ServiceContent) async throws {
        let triggers = try await plane.store.triggers(of: service.workload.id).filter { $0.component == name }
        let routes = triggers.filter { $0.source.kind == .domainPath }
        guard routes.count == triggers.count else { throw FunctionComputeError.functionNotEmpty(name) }
        guard routes.isEmpty else {
            let domains = Set(routes.map { String($0.source.text.prefix { $0 != "/" }) })
            throw FunctionComputeError.functionServed(name, domains: domains.sorted())
        }
    }

    private func save(
        _ components: [Component],
        _ record: ServiceRecord,
        of service: ServiceContent,
        _ call: Call,
        showing name: String
    ) async throws -> Answer {
        let content = try service.draft(components, record: record)
        _ = try await plane.saveDraft(content, of: call.service, record: call.record())
        let saved = try await draft(of: service.workload)
        return answer(saved, try saved.function(name))
    }

    private func answer(_ service: ServiceContent, _ function: Component) -> Answer {
        Answer(service.json(of: function), tag: tag(of: function, in: service))
    }

    private func tag(of function: Component, in service: ServiceContent) -> EntityTag {
        EntityTag(of: service.json(of: function))
    }

    private static func component(
        _ name: String,
        _ package: Module,
        _ settings: FunctionSettings,
        _ execution: Execution
    ) throws -> Component {
        do {
            return try Component(
                name: name,
                main: nil,
                modules: [package],
                bindings: try settings.bindings(),
                compatibility: Compatibility(),
                execution: execution
            )
        } catch let invalid as InvalidContent {
            throw FunctionComputeError(invalid)
        }
    }
}
