import NativeWire

/// The command `sluice triggers list`.
enum TriggersListCommand: Command {
    static let manual = Manual(
        "list",
        "List what leads to a worker: its routes, its custom domains and its cron expressions.",
        options: WorkerOption.options,
        examples: [
            .init("sluice triggers list", "those of this project's worker"),
            .init("sluice triggers list -n hello --json", "for a program"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let worker = try WorkerSelection(session)
        let triggers: WireTriggers = try await session.client().get(worker.path(NativeRoutes.triggers))
        let times = RelativeTime(now: session.now())
        try session.show(triggers) {
            var table = Table(.left("KIND"), .left("TRIGGER"), .left("SINCE"))
            let kinds = [("route", triggers.routes), ("domain", triggers.domains), ("cron", triggers.crons)]
            for (kind, list) in kinds {
                for trigger in list {
                    table.add("\(kind)", "\(trigger.source, .strong)", "\(times.phrase(trigger.createdAt), .faint)")
                }
            }
            return table.rows.isEmpty ? ["\(worker.name) has no triggers."] : table.lines
        }
        return .success
    }
}
