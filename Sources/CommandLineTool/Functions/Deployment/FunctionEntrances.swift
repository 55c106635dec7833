import HTTPModel
import ProjectFiles

/// Makes what leads to a service's functions what a project says: triggers and custom domains.
struct FunctionEntrances: Sendable {
    let service: String
    let client: FunctionComputeClient

    func put(
        _ trigger: TriggerSettings,
        of function: FunctionProject.Function
    ) async throws(CommandFailure) -> DeploymentStep {
        let all = FunctionPath.triggers(of: function.settings.name, in: service)
        var wanted = WantedSettings()
        wanted.set("description", trigger.description)
        wanted.set("invocationRole", trigger.role)
        wanted.set("sourceArn", trigger.sourceARN)
        wanted.set("qualifier", trigger.qualifier ?? function.plannedAlias)
        let configuration = Self.configuration(of: trigger)
        let name = "\(service)/\(function.settings.name)/\(trigger.name)"
        guard let present = try await client.find(all.below(trigger.name)) else {
            var members = wanted.members
            members["triggerName"] = .string(trigger.name)
            members["triggerType"] = .string(trigger.type)
            members["triggerConfig"] = .string(configuration.text)
            let made = try await client.send(.post, all, .object(members))
            return DeploymentStep(change: .created, kind: "trigger", name: name, detail: Self.url(of: made))
        }
        guard present["triggerType"]?.string == trigger.type else {
            throw .refused(
                "trigger_type_changed",
                "\(trigger.place): trigger \(name) is a trigger of another type on the server.",
                nextStep: "Give it another name."
            )
        }
        var differences = wanted.differences(from: present)
        if wanted.members["qualifier"] == "LATEST", present["qualifier"]?.string == "" {
            differences["qualifier"] = nil
        }
        let kept = (present["triggerConfig"]?.string).flatMap { JSONValue(Array($0.utf8)) } ?? [:]
        if !WantedSettings.agrees(configuration, kept) { differences["triggerConfig"] = .string(configuration.text) }
        if !differences.isEmpty { _ = try await client.send(.put, all.below(trigger.name), .object(differences)) }
        return DeploymentStep(
            change: differences.isEmpty ? .unchanged : .updated,
            kind: "trigger",
            name: name,
            detail: Self.url(of: present)
        )
    }

    /// Returns `nil` for a domain that the vendor would choose.
    func put(
        _ domain: DomainSettings,
        of function: FunctionProject.Function
    ) async throws(CommandFailure) -> DeploymentStep? {
        guard let name = domain.domain else { return nil }
        let present = try await client.find(FunctionPath.domain(name))
        let kept = present?["routeConfig"]?["routes"]?.array ?? []
        var wanted = WantedSettings()
        wanted.set("protocol", domain.protocols)
        wanted.set("routeConfig", ["routes": .array(domain.routes.map { route($0, of: function, kept) })])
        wanted.set(domain.other)
        guard let present else {
            var members = wanted.members
            members["domainName"] = .string(name)
            _ = try await client.send(.post, FunctionPath.domains, .object(members))
            return DeploymentStep(change: .created, kind: "domain", name: name)
        }
        let differences = wanted.differences(from: present)
        if !differences.isEmpty { _ = try await client.send(.put, FunctionPath.domain(name), .object(differences)) }
        return DeploymentStep(change: differences.isEmpty ? .unchanged : .updated, kind: "domain", name: name)
    }

    /// A route that says nothing of a version keeps the one that it leads to.
    private func route(
        _ route: DomainSettings.Route,
        of function: FunctionProject.Function,
        _ kept: [JSONValue]
    ) -> JSONValue {
        let present = kept.first { $0["path"]?.string == route.path }?["qualifier"]?.string
        var wanted = WantedSettings()
        wanted.set("path", route.path)
        wanted.set("serviceName", route.service ?? service)
        wanted.set("functionName", route.function ?? function.settings.name)
        wanted.set("qualifier", route.qualifier ?? function.plannedAlias ?? present ?? "LATEST")
        wanted.set("methods", route.methods.map { $0.map { $0.uppercased() } })
        wanted.set("rewriteConfig", route.rewrite.flatMap { JSONValue(Array($0.utf8)) })
        return .object(wanted.members)
    }

    /// The configuration as the server keeps it, which writes methods in capital letters.
    private static func configuration(of trigger: TriggerSettings) -> JSONValue {
        let configuration = JSONValue(Array(trigger.configuration.utf8)) ?? [:]
        guard trigger.type == "http", let methods = configuration["methods"]?.array else { return configuration }
        return configuration.merging(["methods": JSONValue(methods.compactMap { $0.string?.uppercased() })])
    }

    private static func url(of trigger: JSONValue) -> String? {
        trigger["urlInternet"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    }
}
