import HTTPModel
import NativeWire

/// A move of an alias: what `versions deploy`, `rollback` and `promote` share.
struct AliasMove: Sendable {
    let session: Session
    let client: APIClient
    let worker: WorkerSelection
    /// Where the command was run from.
    let provenance: WireProvenance?

    init(_ session: Session) throws(CommandFailure) {
        self.session = session
        worker = try WorkerSelection(session)
        client = try session.client()
        provenance = session.provenance
    }

    /// Sends the request and shows what came of it, under a title made from the worker's name and its new shares.
    func send(
        _ request: some Encodable & Sendable,
        to route: String,
        title: (_ worker: TerminalText, _ shares: TerminalText) -> TerminalText
    ) async throws(CommandFailure) -> ExitCode {
        let path = worker.path(route)
        let result: WireDeploymentResult = try await session.progress.during("deploying") {
            () async throws(CommandFailure) in
            try await client.send(.post, path, request)
        }
        for warning in result.warnings {
            session.console.warn("\(warning)")
        }
        let alias = try await alias(result.deployment.alias)
        let view = DeploymentView(deployment: result.deployment, commit: result.commit, url: alias?.url)
        let heading = title("\(worker.name, .strong)", ShareText.phrase(result.deployment.shares))
        try session.show(result) { [heading] + view.lines() }
        return .success
    }

    /// The alias with its URL; asked for only where people read it.
    private func alias(_ name: String) async throws(CommandFailure) -> WireAlias? {
        guard !session.wantsJSON else { return nil }
        let workload: WireWorkload = try await client.get(worker.path(NativeRoutes.workload))
        return workload.aliases.first { $0.name == name }
    }
}
