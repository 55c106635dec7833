import HTTPModel
import NativeWire

/// The command `sluice account set`.
enum AccountSetCommand: Command {
    private static let setting = Operand("SETTING", .choice(["protect-referenced-versions"]), "What to set.")
    private static let value = Operand("VALUE", .choice(["on", "off"]), "What it is to be.")

    static let manual = Manual(
        "set",
        "Change a setting of the token's own account.",
        discussion: [
            "With protect-referenced-versions on, clients of Function Compute, too, are refused to delete a version that"
                + " aliases, triggers or custom domains lead to. Off, as at the vendor, it goes, and calls through them fail."
        ],
        operands: [setting, value],
        examples: [.init("sluice account set protect-referenced-versions on", "keep what something leads to")]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let path = APIPath(NativeRoutes.accountSetting, ["setting": session.arguments.required(setting)])
        let request = WireSettingRequest(value: session.arguments.required(value))
        let result: WireChangeResult = try await session.client().send(.put, path, request)
        try session.show(result) { ChangeView(verb: "set", result: result).lines() }
        return .success
    }
}
