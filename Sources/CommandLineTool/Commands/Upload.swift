import NativeWire

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
        let url = try await url(of: result, client)
        let triggers = try await triggers(after: result, client)
        try session.show(result) { lines(result, url: url) + triggers }
        return .success
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

    /// Where the worker answers; asked for only where people read it.
    private func url(of result: WireUploadResult, _ client: APIClient) async throws(CommandFailure) -> String? {
        guard result.deployment != nil, !session.wantsJSON else { return nil }
        let workload: WireWorkload = try await client.get(path(NativeRoutes.workload))
        return workload.url
    }

    /// Deploys the triggers that the configuration has, and says what changed.
    private func triggers(
        after result: WireUploadResult,
        _ client: APIClient
    ) async throws(CommandFailure) -> [TerminalText] {
        guard result.deployment != nil else { return [] }
        let triggers = TriggerDeployment(try ProjectLoader(session).project(), client: client)
        return try await triggers.carryOut(after: result.version.number).lines
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
