import HTTPModel
import NativeWire
import ReleaseModel

/// The command `sluice settings set`.
enum SettingsSetCommand: Command {
    private static let setting = Operand("SETTING", .oneCase as ValueReader<Setting.Name>, "The setting.")
    private static let value = Operand("VALUE", .text, "Its new value.")

    static let manual = Manual(
        "set",
        "Change a setting of a worker; it takes force at once.",
        discussion: [
            "Who may choose a version by preview-access, version-overrides and affinity-keys: anyone, trusted (clients in"
                + " the networks of \"sluice serve --trusted-network\"), token (requests with the token of"
                + " \"sluice settings token\") or off."
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
                "\(name.rawValue) takes \(name.allowedValues.joined(separator: " or ")), not \"\(value)\".",
                nextStep: "Run \"sluice settings list\" to see what it is now."
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
        }
        return .success
    }
}
