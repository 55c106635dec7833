import NativeWire

/// The command `sluice access-key list`.
enum AccessKeyListCommand: Command {
    static let manual = Manual(
        "list",
        "List the access keys, without their secrets.",
        options: ListOption.options,
        examples: [.init("sluice access-key list", "who may sign, and what for")]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let times = RelativeTime(now: session.now())
        return try await session.showList(
            APIPath(NativeRoutes.accessKeys),
            of: WireAccessKey.self,
            empty: "There are no access keys."
        ) { keys in
            var table = Table(.left("ID"), .left("OWNER"), .left("SCOPES"), .left("CREATED"), .left("STATE"))
            for key in keys {
                table.add(
                    "\(key.id)",
                    "\(key.owner, .strong)",
                    "\(key.scopes.joined(separator: ", "))",
                    "\(times.phrase(key.createdAt))",
                    key.revokedAt.map { "\("revoked \(times.phrase($0))", .bad)" } ?? "valid"
                )
            }
            return table.lines
        }
    }
}
