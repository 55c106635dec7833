import HTTPModel
import NativeWire
import ReleaseModel

/// The command `sluice settings token`.
enum SettingsTokenCommand: Command {
    private static let revocation = Flag("revoke", "Take the token away and make none.")

    static let manual = Manual(
        "token",
        "Make the access token of a worker; it is shown this once.",
        discussion: [
            "Requests that carry it in the field Sluice-Access have what settings of the value \"token\" ask for. It is"
                + " not passed on to the worker, and opens nothing else. A new token ends the one before."
        ],
        options: WorkerOption.options + [revocation],
        examples: [
            .init("sluice settings token -n hello", "make one, or one in place of the last"),
            .init("sluice settings token --revoke -y", "let nobody in by a token any more"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let worker = try WorkerSelection(session)
        let client = try session.client()
        let path = worker.path(NativeRoutes.accessToken)
        if session.arguments[revocation] {
            try await Questions(session).confirm("Revoke the access token of \(worker.name)?")
            let result: WireChangeResult = try await client.delete(path)
            try session.show(result) { ChangeView(verb: "revoked", result: result).lines() }
            return .success
        }
        let setting = worker.path(NativeRoutes.setting, ["setting": Setting.Name.accessToken.rawValue])
        let present: WireSetting = try await client.get(setting)
        if present.value == "set" {
            try await Questions(session).confirm("Replace the access token of \(worker.name)? The one before ends.")
        }
        let created: WireAccessToken = try await client.post(path)
        try session.show(created) { ["\(created.secret)"] }
        if !session.wantsJSON {
            session.console.note(
                "Send it as Sluice-Access to \(created.workload). Keep it: it is not shown again."
            )
        }
        return .success
    }
}
