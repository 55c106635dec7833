import HTTPModel
import NativeWire
import ReleaseModel

/// The command `sluice settings set`.
enum SettingsSetCommand: Command {
    private static let setting = Operand("SETTING", .oneCase as ValueReader<Setting.Name>, "The setting.")
    private static let value = Operand("VALUE", .text, "Its new value, as below.")

    static let manual = Manual(
        "set",
        "Change a setting of a worker; it takes force at once.",
        discussion: [
            "host (wrangler's workers_dev) is whether the worker answers on its own host, previews (preview_urls) whether"
                + " versions and aliases do, version-headers whether answers say which version made them: on or off.",
            "Who may choose a version by preview-access, version-overrides and affinity-keys: anyone, trusted (clients in"
                + " the networks of \"sluice serve --trusted-network\"), token (requests with the token of"
                + " \"sluice settings token\") or off.",
        ],
        operands: [setting, value],
        options: WorkerOption.options,
        examples: [
            .init("sluice settings set version-headers on", "let answers say which version made them"),
            .init("sluice settings set previews off -n hello", "close the preview hosts of hello"),
            .init("sluice settings set preview-access token -n hello", "or open them to whoever has its token"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let name = session.arguments.required(setting)
        let value = session.arguments.required(value)
        guard name.allowedValues.contains(value) else {
            throw .usage(
                "setting_invalid",
                name.allowedValues.isEmpty
                    ? "\(name.rawValue) cannot be set to a text."
                    : "\(name.rawValue) takes \(name.allowedValues.joined(separator: " or ")), not \"\(value)\".",
                nextStep: name == .accessToken
                    ? "Make one with \"sluice settings token\"." : "See what it is now: sluice settings list."
            )
        }
        let worker = try WorkerSelection(session)
        let path = worker.path(NativeRoutes.setting, ["setting": name.rawValue])
        let result: WireChangeResult = try await session.client().send(
            .put,
            path,
            WireSettingRequest(value: value)
        )
        try session.show(result) { ChangeView(verb: "set", result: result).lines() }
        if value == AccessPolicy.token.rawValue, !session.wantsJSON {
            session.console.note("Requests need the worker's access token: \"sluice settings token\" makes a new one.")
            if name == .previewAccess { try await noteClosedPreviews(of: worker, session) }
        }
        return .success
    }

    /// Says that a policy for preview hosts lets nobody in while there are none.
    private static func noteClosedPreviews(
        of worker: WorkerSelection,
        _ session: Session
    ) async throws(CommandFailure) {
        let path = worker.path(NativeRoutes.setting, ["setting": Setting.Name.previews.rawValue])
        let previews: WireSetting = try await session.client().get(path)
        guard previews.value == "off" else { return }
        session.console.note("Preview hosts are off, with or without a token: \"sluice settings set previews on\".")
    }
}
