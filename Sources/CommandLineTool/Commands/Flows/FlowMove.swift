import HTTPModel
import NativeWire

/// A version of a flow that becomes live: what `flows promote` and `flows rollback` share.
struct FlowMove: Sendable {
    let session: Session
    let flow: FlowSelection

    init(_ session: Session) {
        self.session = session
        flow = FlowSelection(session)
    }

    /// Sends the request and shows what is live now, what that does not fix, and which runs waited.
    func send(_ request: some Encodable & Sendable, to route: String) async throws(CommandFailure) -> ExitCode {
        let client = try session.client()
        let result: WireDeploymentResult = try await session.progress.during("applying") {
            () async throws(CommandFailure) in
            try await client.send(.post, flow.path(route), request)
        }
        for warning in result.warnings { session.console.warn("\(warning)") }
        await warnOfPins(result.deployment, client)
        try session.show(result) {
            FlowMoveView(result: result, policy: session.arguments[FlowOption.runs] ?? "report").lines()
        }
        return .success
    }

    /// The move stands, so that what cannot be read now is no failure of the command.
    private func warnOfPins(_ deployment: WireDeployment, _ client: APIClient) async {
        guard let version = deployment.shares.first?.versionId else { return }
        do throws(CommandFailure) {
            guard let content = try await client.detail(of: version, of: flow).content?.flow else { return }
            for warning in FlowPinText.warnings(content.pins) { session.console.warn(warning) }
        } catch {
            session.console.warn("What the version fixes could not be read: \(error.detail)")
        }
    }
}
