import NativeWire

/// The command `sluice settings list`.
enum SettingsListCommand: Command {
    static let manual = Manual(
        "list",
        "List the settings of a worker.",
        options: WorkerOption.options,
        examples: [.init("sluice settings list -n hello", "the settings of the worker hello")]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let worker = try WorkerSelection(session)
        return try await session.showList(
            worker.path(NativeRoutes.settings),
            of: WireSetting.self,
            empty: "\(worker.name) has no settings."
        ) { settings in
            var table = Table(.left("SETTING"), .left("VALUE"), .left("ALLOWED"), .left("SET AT"))
            for setting in settings {
                table.add(
                    "\(setting.name, .strong)",
                    "\(setting.value)",
                    "\(setting.allowed.isEmpty ? "see \"sluice settings token\"" : setting.allowed.joined(separator: ", "), .faint)",
                    setting.revision == 0 ? "\("default", .faint)" : "revision \(setting.revision)"
                )
            }
            return table.lines
        }
    }
}
