import NativeWire

/// The command `sluice delete`.
enum DeleteCommand: Command {
    private static let force = Flag("force", "Delete it without a look at who calls it, and without a question.")

    static let manual = Manual(
        "delete",
        "Delete this project's worker with its versions, aliases and triggers; it stops serving at once.",
        discussion: [
            "First shows which workers call it by service bindings: their calls fail from then on. KV namespaces stay."
        ],
        options: WorkerOption.options + [force],
        examples: [
            .init("sluice delete", "after its name was typed"),
            .init("sluice delete -n hello --force", "whoever calls it"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let worker = try WorkerSelection(session)
        let client = try session.client()
        if !session.arguments[force] {
            let referrers: WireList<WireReferrer> = try await client.get(worker.path(NativeRoutes.referrers))
            for referrer in referrers.items {
                session.console.warn(
                    "\(referrer.worker) (version \(referrer.version)) calls \(worker.name) as env.\(referrer.binding)."
                )
            }
            try await Questions(session).confirmDeletion(
                of: worker.name,
                "Worker \(worker.name) with all its versions"
            )
        }
        let result: WireChangeResult = try await client.delete(worker.path(NativeRoutes.workload))
        try session.show(result) { ChangeView(verb: "deleted", result: result).lines() }
        return .success
    }
}
