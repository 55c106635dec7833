import HTTPModel
import NativeWire

/// What `secret` and `versions secret` share: an edit makes a version, deployed at once or not at all.
struct SecretEditing: Sendable {
    private let session: Session
    private let deploys: Bool
    private let worker: WorkerSelection

    init(_ session: Session, deploys: Bool) throws(CommandFailure) {
        self.session = session
        self.deploys = deploys
        worker = try WorkerSelection(session)
    }

    func put() async throws(CommandFailure) -> ExitCode {
        let name = session.arguments.required(SecretOption.key)
        let secret = WireSecret(name: name, text: try await SecretText.read(name, session))
        return try await send(set: [secret], message: "Updated secret \"\(name)\"")
    }

    func bulk() async throws(CommandFailure) -> ExitCode {
        let changes = try await SecretChanges.read(session.arguments[SecretOption.file], session)
        return try await send(
            set: changes.set,
            remove: changes.removed,
            message: "Bulk updated \(changes.count) secrets"
        )
    }

    func delete() async throws(CommandFailure) -> ExitCode {
        let name = session.arguments.required(SecretOption.key)
        try await Questions(session).confirm("Delete the secret \(name) of \(worker.name)?")
        return try await send(remove: [name], message: "Deleted secret \"\(name)\"")
    }

    /// Names the secrets of the versions that serve, or of the newest one.
    func list() async throws(CommandFailure) -> ExitCode {
        let list: WireList<WireVersionSecrets> = try await session.client().get(
            worker.path(NativeRoutes.secrets),
            query: [("version", deploys ? nil : "newest")]
        )
        try session.show(list) {
            let lines = list.items.flatMap { item -> [TerminalText] in
                let names = item.secrets.map { name -> TerminalText in "  \(name)" }
                return ["\(worker.name, .strong) version \(item.version, .strong)"]
                    + (names.isEmpty ? ["  \("no secrets", .faint)"] : names)
            }
            return lines.isEmpty ? ["Nothing of \(worker.name) is deployed."] : lines
        }
        return .success
    }

    private func send(
        set: [WireSecret] = [],
        remove: [String] = [],
        message: String
    ) async throws(CommandFailure) -> ExitCode {
        let request = WireSecretsRequest(
            set: set,
            remove: remove,
            deploy: deploys,
            overrideSplit: session.arguments[SecretOption.overrideSplit],
            message: session.arguments[ChangeOption.message] ?? message,
            tag: session.arguments[UploadOption.tag]
        )
        let client = try session.client()
        let path = worker.path(NativeRoutes.secrets)
        let result: WireUploadResult = try await session.progress.during("making a version") {
            () async throws(CommandFailure) in try await client.send(.post, path, request)
        }
        for warning in result.warnings { session.console.warn("\(warning)") }
        try session.show(result) { lines(result) }
        return .success
    }

    private func lines(_ result: WireUploadResult) -> [TerminalText] {
        var fields = FieldList()
        VersionFields(version: result.version, times: RelativeTime(now: session.now())).add(to: &fields)
        fields.add("state", CommitText.of(result.commit))
        let title: TerminalText = "\(worker.name, .strong) version \(result.version.number, .strong)"
        guard result.deployment == nil else { return ["\(title), \("deployed", .good)"] + fields.lines }
        return ["\(title), not deployed"] + fields.lines
            + ["\("next:", .strong) sluice versions deploy \(result.version.number) -n \(worker.name)"]
    }
}
