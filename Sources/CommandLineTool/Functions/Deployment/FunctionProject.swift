import ProjectFiles

/// A project of functions, with all of its code packed: nothing of it can be found wrong halfway.
struct FunctionProject: Sendable {
    let services: [Service]
    let warnings: [ProjectWarning]

    /// A service with all entries of the project that are about it.
    struct Service: Sendable {
        let name: String
        let settings: WantedSettings
        let functions: [Function]
        let plans: [CanaryPlan]
    }

    struct Function: Sendable {
        let settings: FunctionSettings
        let package: FunctionPackage
        let triggers: [TriggerSettings]
        let domains: [DomainSettings]
        /// Where triggers and domains lead that say nothing of it themselves.
        let plannedAlias: String?
    }

    /// Reads what the session's folder or configuration has.
    static func load(_ session: Session) async throws(CommandFailure) -> FunctionProject {
        let project: ServerlessProject
        do throws(ProjectError) {
            project = try ServerlessProject.load(
                from: session.workingFolder,
                configuration: session.arguments[WorkerOption.configuration],
                environment: session.environment
            )
        } catch {
            throw ProjectLoader.failure(error)
        }
        for entry in project.functions {
            if let plan = entry.canary { try check(plan) }
        }
        var names: [String] = []
        for entry in project.functions where !names.contains(entry.service.name) { names.append(entry.service.name) }
        var services: [Service] = []
        for name in names {
            services.append(try await service(name, project.functions.filter { $0.service.name == name }))
        }
        return FunctionProject(services: services, warnings: project.warnings)
    }

    /// Plans that go on by themselves after the command has ended have nobody here to carry them out.
    private static func check(_ plan: CanaryPlan) throws(CommandFailure) {
        let word: String
        switch plan.course {
        case .atOnce, .share: return
        case .step: word = "canaryStep"
        case .linear: word = "linearStep"
        case .stages: word = "canaryPlans"
        }
        throw .files(
            "canary_plan_unsupported",
            "\(plan.place): \(word) moves shares by the clock, which nothing here does; nothing was changed.",
            nextStep:
                "Use canaryWeight, and move on with \"sluice fc alias publish\" when the canary has proved itself."
        )
    }

    private static func service(
        _ name: String,
        _ entries: [ServerlessFunction]
    ) async throws(CommandFailure) -> Service {
        var functions: [Function] = []
        for entry in entries {
            guard let function = entry.function else { continue }
            functions.append(
                Function(
                    settings: function,
                    package: try await FunctionPackage.load(function.code, of: function.name),
                    triggers: entry.triggers,
                    domains: entry.customDomains,
                    plannedAlias: entry.canary?.alias
                )
            )
        }
        var settings = WantedSettings()
        // What one entry says of the service holds for it; the first that says something counts.
        for entry in entries.reversed() { settings.merge(WantedSettings(entry.service, region: entry.region)) }
        return Service(name: name, settings: settings, functions: functions, plans: entries.compactMap(\.canary))
    }
}

extension WantedSettings {
    fileprivate mutating func merge(_ other: WantedSettings) {
        for (name, value) in other.members { set(name, value) }
    }
}
