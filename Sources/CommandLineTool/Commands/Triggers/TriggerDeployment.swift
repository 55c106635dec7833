import HTTPModel
import NativeWire
import ProjectFiles
import ReleaseModel

/// Brings the server's triggers of a worker to what its configuration says.
struct TriggerDeployment: Sendable {
    private let worker: String
    private let file: ProjectTriggers
    private let client: APIClient

    init(_ project: WorkerProject, client: APIClient) {
        worker = project.name.text
        file = project.triggers
        self.client = client
    }

    /// Compares; nothing is changed.
    func drift() async throws(CommandFailure) -> TriggerDrift {
        let triggers: WireTriggers = try await client.get(path(NativeRoutes.triggers))
        let settings: WireList<WireSetting> = try await client.get(path(NativeRoutes.settings))
        return TriggerDrift(worker: worker, file: file, triggers: triggers, settings: settings.items)
    }

    /// Changes what differs: the triggers all at once, then the switches.
    func carryOut() async throws(CommandFailure) -> Outcome {
        let drift = try await drift()
        var commit: WireCommit?
        let request = WireTriggersRequest(
            routes: drift.concerns(.route) ? file.routes : nil,
            domains: drift.concerns(.domain) ? file.customDomains : nil,
            crons: drift.concerns(.cron) ? file.crons : nil
        )
        if request != WireTriggersRequest() {
            let result: WireTriggersResult = try await client.send(.put, path(NativeRoutes.triggers), request)
            commit = result.commit
        }
        for change in drift.changes where change.action == .set {
            let setting = path(NativeRoutes.setting, ["setting": change.kind.rawValue])
            let request = WireSettingRequest(value: change.source)
            let result: WireChangeResult = try await client.send(.put, setting, request)
            commit = result.commit
        }
        return Outcome(worker: worker, changes: drift.changes, commit: commit)
    }

    /// Does the same after a version was deployed, and says so where it cannot be done.
    func carryOut(after version: Int) async throws(CommandFailure) -> Outcome {
        do throws(CommandFailure) {
            return try await carryOut()
        } catch {
            throw .refused(
                error.code,
                "Version \(version) is deployed, but the triggers of \(worker) are not: \(error.detail)",
                nextStep: "\(Self.sentence(error.nextStep)) Then run \"sluice triggers deploy\"."
            )
        }
    }

    /// With a full stop, so that a command at its end is told from what follows.
    private static func sentence(_ text: String) -> String {
        text.last.map { ".!?".contains($0) } == true ? text : "\(text)."
    }

    private func path(_ template: String, _ values: [String: String] = [:]) -> APIPath {
        APIPath(template, values.merging(["kind": "workers", "name": worker]) { given, _ in given })
    }

    /// What was changed.
    struct Outcome: Encodable, Sendable {
        let worker: String
        let changes: [TriggerChange]
        /// The last one; absent when there was nothing to change.
        let commit: WireCommit?

        /// Nothing where nothing was changed.
        var lines: [TerminalText] {
            guard let commit else { return [] }
            return ["\(worker, .strong) triggers"] + changes.map(\.line) + ["  \(CommitText.of(commit))"]
        }
    }
}
