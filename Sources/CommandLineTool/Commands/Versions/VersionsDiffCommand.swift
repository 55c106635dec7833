import NativeWire

/// The command `sluice versions diff`.
enum VersionsDiffCommand: Command {
    private static let from = Operand("A", .version, "The version to compare from.")
    private static let to = Operand("B", .version, "The version to compare to.")
    private static let summary = Flag("summary", "Name the files that differ, without their contents.")

    static let manual = Manual(
        "diff",
        "Show what differs between two versions: the configuration and the files, line by line.",
        operands: [from, to],
        options: WorkerOption.options + [summary],
        examples: [
            .init("sluice versions diff 1 2", "from version 1 to version 2"),
            .init("sluice versions diff deployed newest --summary", "what a deployment would change, in short"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let worker = try WorkerSelection(session)
        let client = try session.client()
        let query: [(String, String?)] = [
            ("from", session.arguments.required(from)), ("to", session.arguments.required(to)),
        ]
        let diff: WireDiff = try await client.get(worker.path(NativeRoutes.diff), query: query)
        guard !session.wantsJSON else {
            try session.show(diff) { [] }
            return .success
        }
        session.console.print(DiffSummary(diff: diff).lines())
        guard !session.arguments[summary] else { return .success }
        let files = FileDiffReader(client: client, worker: worker, from: diff.from, to: diff.to)
        for change in diff.files {
            let fileDiff = try await session.progress.during("reading \(change.name)") {
                () async throws(CommandFailure) in
                try await files.diff(of: change)
            }
            session.console.print([""] + fileDiff.lines())
        }
        return .success
    }
}
