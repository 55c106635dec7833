import NativeWire

/// The command `sluice flows view`.
enum FlowsViewCommand: Command {
    private static let version = Operand(
        "VERSION",
        .flowVersion,
        arity: .optional,
        "The version; the live one where none is named."
    )

    static let manual = Manual(
        "view",
        "Show one version of a deployment: where it comes from, what it runs, and its properties.",
        discussion: [
            "What a version runs is fixed where the version names it for good, as by a commit or an image's digest. For"
                + " whatever else it brings, such as a branch, a tag or a directory, there is a warning: a rollback brings"
                + " the name back, not what it led to."
        ],
        operands: [FlowOption.flow, version],
        examples: [
            .init("sluice flows view etl/nightly", "the version that is live"),
            .init("sluice flows view etl/nightly 3 --json", "version 3, for a program"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let flow = FlowSelection(session)
        let detail = try await session.client().detail(of: session.arguments[version] ?? FlowSelection.live, of: flow)
        let times = RelativeTime(now: session.now())
        try session.show(detail) { FlowVersionPage(detail: detail, times: times).lines() }
        guard let content = detail.content?.flow else { return .success }
        for warning in FlowPinText.warnings(content.pins) { session.console.warn(warning) }
        return .success
    }
}

extension FlowSelection {
    /// What names the version that is live.
    static let live = "deployed"
}

extension APIClient {
    func detail(of version: String, of flow: FlowSelection) async throws(CommandFailure) -> WireVersionDetail {
        try await get(flow.path(NativeRoutes.version, ["version": version]))
    }
}
