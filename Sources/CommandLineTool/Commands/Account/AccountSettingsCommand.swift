import NativeWire

/// The command `sluice account settings`.
enum AccountSettingsCommand: Command {
    static let manual = Manual(
        "settings",
        "List the settings of the token's own account.",
        examples: [.init("sluice account settings", "what holds for all of the account's services")]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let list: WireList<WireSetting> = try await session.client().get(APIPath(NativeRoutes.accountSettings))
        try session.show(list) {
            var table = Table(.left("SETTING"), .left("VALUE"), .left("ALLOWED"))
            for setting in list.items {
                table.add("\(setting.name, .strong)", "\(setting.value)", "\(setting.allowed.joined(separator: ", "))")
            }
            return table.lines
        }
        return .success
    }
}
