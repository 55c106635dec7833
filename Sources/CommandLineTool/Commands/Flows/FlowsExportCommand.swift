import NativeWire

/// The command `sluice flows export`.
enum FlowsExportCommand: Command {
    private static let output = Option(
        "output",
        short: "o",
        "FILE",
        .path,
        "The file to write, which must not be there yet; standard output where none is named."
    )

    static let manual = Manual(
        "export",
        "Write the whole history of a deployment as one JSON document.",
        discussion: [
            "It has every version with its properties and every deployment, oldest first: all that Sluice knows and"
                + " Prefect does not. Each property is a JSON document of its own, word for word as Prefect had it."
        ],
        operands: [FlowOption.flow],
        options: [output],
        examples: [
            .init("sluice flows export etl/nightly --output nightly.json", "into a file that only its owner reads"),
            .init(
                "sluice flows export etl/nightly | jq '.versions[].content.flow.properties[] | {(.name): .json | fromjson}'",
                "only the properties"
            ),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let flow = FlowSelection(session)
        let path = session.arguments[output].map { AbsolutePath.of($0, in: session.workingFolder) }
        let file = try path.map { path throws(CommandFailure) in try NewFile(path) }
        let history: FlowHistory
        do throws(CommandFailure) {
            let client = try session.client()
            history = try await session.progress.during("reading the history") { () async throws(CommandFailure) in
                try await FlowHistory(of: flow, client, at: session.now())
            }
            guard let file else {
                session.console.output.write(try JSONDocument.pretty(history) + "\n")
                return .success
            }
            try file.write(try JSONDocument.pretty(history) + "\n")
        } catch {
            file?.remove()
            throw error
        }
        let written = Written(
            file: path ?? "",
            versions: history.versions.count,
            deployments: history.deployments.count
        )
        try session.show(written) { written.lines(of: flow) }
        return .success
    }

    /// What is in the file.
    private struct Written: Encodable {
        let file: String
        let versions: Int
        let deployments: Int

        func lines(of flow: FlowSelection) -> [TerminalText] {
            let counts = "\(Plural.of(versions, "version")), \(Plural.of(deployments, "deployment"))"
            return ["\(flow.name, .strong): \(counts) in \(file)"]
        }
    }
}
