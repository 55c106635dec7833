import NativeWire
import ProjectFiles

/// The upload of a project, with or without a deployment: what `deploy` and `versions upload` share.
struct Upload: Sendable {
    private let session: Session
    private let deploys: Bool
    private let project: ProjectUpload

    init(_ session: Session, deploys: Bool) async throws(CommandFailure) {
        self.session = session
        self.deploys = deploys
        project = try await ProjectUpload(session)
    }

    func run() async throws(CommandFailure) -> ExitCode {
        for warning in project.warnings {
            session.console.warn("\(warning)")
        }
        guard !session.arguments[UploadOption.dryRun] else {
            let dryRun = DryRun(project)
            try session.show(dryRun) { dryRun.lines() }
            return .success
        }
        let client = try session.client()
        // Before anything is sent.
        let release: ProjectUpload.Release =
            deploys
            ? .now(endSplit: try await SplitQuestion(session, of: project.worker, by: client).permission()) : .later
        let result = try await upload(by: client, release: release)
        for warning in result.warnings {
            session.console.warn("\(warning)")
        }
        return try await finish(result, client)
    }

    /// Sets the triggers of what was deployed, and shows what came of all: also where the triggers fail.
    private func finish(_ result: WireUploadResult, _ client: APIClient) async throws(CommandFailure) -> ExitCode {
        guard result.deployment != nil else {
            try show(result, url: nil, nil)
            try await noteDrift(client)
            return .success
        }
        let triggers = TriggerDeployment(project.source, client: client)
        let outcome: TriggerDeployment.Outcome
        do throws(CommandFailure) {
            outcome = try await triggers.carryOut(after: result.version.number)
        } catch {
            guard session.wantsJSON else {
                try show(result, url: await url(client), nil)
                throw error
            }
            // One document, for whoever reads one.
            try show(result, url: await url(client), nil, FailureReport(failure: error).document)
            return error.exitCode
        }
        try show(result, url: await url(client), outcome)
        return .success
    }

    private func show(
        _ result: WireUploadResult,
        url: String?,
        _ triggers: TriggerDeployment.Outcome?,
        _ problem: FailureReport.Document? = nil
    ) throws(CommandFailure) {
        let report = UploadReport(result, warnings: project.warnings, url: url, triggers: triggers, problem: problem)
        try session.show(report) { lines(result, url: url) + (triggers?.lines ?? []) }
    }

    private func upload(
        by client: APIClient,
        release: ProjectUpload.Release
    ) async throws(CommandFailure) -> WireUploadResult {
        let form = try project.form(session.arguments, assets: try await assets(by: client), release: release)
        let size = ByteCount(project.size).description
        return try await session.progress.during("uploading \(size)") { () async throws(CommandFailure) in
            try await client.upload(form, to: path(NativeRoutes.versions))
        }
    }

    /// Sends the static files, where there are any.
    private func assets(by client: APIClient) async throws(CommandFailure) -> WireUploadAssets? {
        guard let files = project.files else { return nil }
        return try await AssetUpload(files, of: project.worker, by: client, progress: session.progress).run()
    }

    /// Where the worker answers, by the triggers and switches that are now; `nil` also where it cannot be learnt: what
    /// was deployed is told all the same.
    private func url(_ client: APIClient) async -> String? {
        do throws(CommandFailure) {
            let workload: WireWorkload = try await client.get(path(NativeRoutes.workload))
            return workload.url
        } catch {
            return nil
        }
    }

    /// Says that triggers are not part of a version, where the configuration's differ from the server's.
    private func noteDrift(_ client: APIClient) async throws(CommandFailure) {
        guard project.source.triggers != ProjectTriggers(), !session.wantsJSON else { return }
        let drift: TriggerDrift
        do throws(CommandFailure) {
            drift = try await TriggerDeployment(project.source, client: client).drift()
        } catch {
            return
        }
        guard !drift.changes.isEmpty else { return }
        session.console.note(
            "The triggers of \(project.worker) differ from the configuration, and no version brings them along:"
                + " \"sluice triggers diff\" shows how, \"sluice triggers deploy\" sets them."
        )
    }

    private func path(_ template: String) -> APIPath {
        APIPath(template, ["kind": "workers", "name": project.worker])
    }

    private func lines(_ result: WireUploadResult, url: String?) -> [TerminalText] {
        let number = result.version.number
        var fields = FieldList()
        VersionFields(version: result.version, times: RelativeTime(now: session.now())).add(to: &fields)
        if let deployment = result.deployment {
            let view = DeploymentView(
                deployment: deployment,
                commit: result.commit,
                url: url,
                preview: result.version.previewUrl
            )
            view.add(to: &fields)
            return ["\(title(result)), \("deployed", .good)"] + fields.lines
        }
        fields.add("preview", result.version.previewUrl.map { "\($0, .link)" })
        fields.add("state", CommitText.of(result.commit))
        return ["\(title(result)), not deployed"] + fields.lines
            + ["\("next:", .strong) sluice versions deploy \(number) -n \(project.worker)"]
    }

    private func title(_ result: WireUploadResult) -> TerminalText {
        let name: TerminalText = "\(project.worker, .strong) version \(result.version.number, .strong)"
        if result.unchanged { return "\(name): nothing has changed since" }
        guard let twin = result.twin else { return name }
        return "\(name) (the same content as version \(twin))"
    }
}
