import NativeWire

/// The command `sluice workloads delete`.
enum WorkloadsDeleteCommand: Command {
    private static let name = Operand("WORKER", .worker, "The worker to delete.")

    static let manual = Manual(
        "delete",
        "Delete a worker with its versions and aliases; it stops serving at once.",
        operands: [name],
        examples: [
            .init("sluice workloads delete hello", "after its name was typed once more"),
            .init("sluice workloads delete hello -y", "without a question"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let name = session.arguments.required(name)
        let client = try session.client()
        try await Questions(session).confirmDeletion(of: name, "Worker \(name) with all its versions")
        let path = APIPath(NativeRoutes.workload, ["kind": "workers", "name": name])
        let result: WireChangeResult = try await client.delete(path)
        try session.show(result) { ChangeView(verb: "deleted", result: result).lines() }
        return .success
    }
}
