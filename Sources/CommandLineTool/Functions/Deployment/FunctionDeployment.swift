import HTTPModel
import NativeWire
import ProjectFiles

/// The deployment of a project of functions: what `sluice deploy` does with an `s.yaml`.
struct FunctionDeployment: Sendable {
    private let session: Session
    private let project: FunctionProject
    /// What was done so far, which is told also where a later step fails.
    private var steps: [DeploymentStep] = []

    init(_ session: Session) async throws(CommandFailure) {
        try FunctionDeployOption.check(session, isFunctions: true)
        self.session = session
        project = try await FunctionProject.load(session)
        guard session.arguments[FunctionDeployOption.alias] == nil || project.services.allSatisfy(\.plans.isEmpty)
        else {
            throw .usage(
                "options_conflict",
                "The project has a plan of its own for its aliases, by the plugin fc-canary.",
                nextStep: "Leave --alias out, or take the plugin out of the project."
            )
        }
    }

    /// Whether the session's folder or `--config` has functions, and not a worker.
    static func isMeant(_ session: Session) -> Bool {
        if let path = session.arguments[WorkerOption.configuration] {
            return path.hasSuffix(".yaml") || path.hasSuffix(".yml")
        }
        return ServerlessProject.isPresent(in: session.workingFolder)
            && !WorkerProject.isPresent(in: session.workingFolder)
    }

    mutating func run() async throws(CommandFailure) -> ExitCode {
        for warning in project.warnings { session.console.warn("\(warning.description)") }
        guard !session.arguments[UploadOption.dryRun] else {
            let plan = FunctionDryRun(project)
            try session.show(plan) { plan.lines }
            return .success
        }
        let client = try FunctionComputeClient(session)
        do throws(CommandFailure) {
            for service in project.services {
                try await deploy(service, by: client)
            }
        } catch {
            guard session.wantsJSON else {
                session.console.print(DeploymentStep.table(steps))
                throw error
            }
            try session.show(Report(steps: steps, problem: FailureReport(failure: error).document)) { [] }
            return error.exitCode
        }
        try session.show(Report(steps: steps, problem: nil)) { DeploymentStep.table(steps) }
        return .success
    }

    private struct Report: Encodable {
        let steps: [DeploymentStep]
        let problem: FailureReport.Document?
    }

    /// What leads to functions comes last, since it may lead to what is only published now.
    private mutating func deploy(
        _ service: FunctionProject.Service,
        by client: FunctionComputeClient
    ) async throws(CommandFailure) {
        let deployment = ServiceDeployment(service: service, client: client)
        steps.append(try await deployment.putService())
        for function in service.functions {
            steps.append(
                try await session.progress.during("sending \(function.settings.name)") {
                    () async throws(CommandFailure) in try await deployment.put(function)
                }
            )
            if let step = try await deployment.putAsynchronous(function) { steps.append(step) }
        }
        let release = ServiceRelease(service: service.name, plans: service.plans, client: client)
        let arguments = session.arguments
        if arguments[FunctionDeployOption.publish] || arguments[FunctionDeployOption.alias] != nil
            || !service.plans.isEmpty
        {
            let (version, step) = try await release.publish(arguments[FunctionDeployOption.description])
            steps.append(step)
            if let alias = arguments[FunctionDeployOption.alias] {
                steps.append(try await release.move(alias, to: version, nil))
            }
            for plan in service.plans { steps.append(try await release.follow(plan, version)) }
        }
        let entrances = FunctionEntrances(service: service.name, client: client)
        for function in service.functions {
            for trigger in function.triggers { steps.append(try await entrances.put(trigger, of: function)) }
            for domain in function.domains {
                guard let step = try await entrances.put(domain, of: function) else {
                    session.console.warn(
                        "\(domain.place.description): the domain auto is passed over: a trigger's own host is shown"
                    )
                    continue
                }
                steps.append(step)
            }
        }
    }
}
