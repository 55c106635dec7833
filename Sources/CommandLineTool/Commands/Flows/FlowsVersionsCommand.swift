import NativeWire

/// The command `sluice flows versions`.
enum FlowsVersionsCommand: Command {
    static let manual = Manual(
        "versions",
        "List the versions of a deployment, newest first.",
        discussion: [
            "Under ORIGIN stands how Sluice learned of a version that no client of its own wrote: observed when it first"
                + " saw the deployment, drift when somebody had changed it past Sluice."
        ],
        operands: [FlowOption.flow],
        options: ListOption.options,
        examples: [
            .init("sluice flows versions etl/nightly", "the ten newest"),
            .init("sluice flows versions etl/nightly --all --json", "all of them, for a program"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let flow = FlowSelection(session)
        let times = RelativeTime(now: session.now())
        let origins = session.wantsJSON ? [:] : try await origins(of: flow, try session.client())
        return try await session.showList(
            flow.path(NativeRoutes.versions),
            of: WireVersion.self,
            empty: "\(flow.name) has no versions."
        ) { FlowVersionTable(versions: $0, origins: origins, times: times).lines() }
    }

    /// How the versions came about that nobody asked Sluice for, by their numbers, as far as one page of the history
    /// goes back.
    private static func origins(
        of flow: FlowSelection,
        _ client: APIClient
    ) async throws(CommandFailure) -> [Int: String] {
        let newest: WireList<WireDeployment> = try await client.get(
            flow.path(NativeRoutes.deployments),
            query: [("limit", String(ListOption.maximumPage))]
        )
        var origins: [Int: String] = [:]
        for deployment in newest.items where deployment.origin != "requested" {
            for share in deployment.shares { origins[share.version] = deployment.origin }
        }
        return origins
    }
}
