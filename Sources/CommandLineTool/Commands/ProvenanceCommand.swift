import NativeWire

/// The command `sluice provenance`.
enum ProvenanceCommand: Command {
    static let manual = Manual(
        "provenance",
        "Print where an upload from here would say that it comes from.",
        discussion: [
            "The variables of GitHub Actions, GitLab CI, Bitbucket Pipelines and Azure Pipelines are read, else git is"
                + " asked. Credentials in addresses are removed. With --json, null stands for nothing known."
        ],
        examples: [
            .init("sluice provenance", "look at it"),
            .init("sluice provenance --json", "hand it to the next stage of a pipeline"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let provenance = session.provenance
        try session.show(provenance) {
            guard let provenance else { return ["This folder is in no repository, and no CI variables are set."] }
            var fields = FieldList()
            fields.add(text: "provider", provenance.provider)
            fields.add(text: "repository", provenance.repository)
            fields.add(text: "url", provenance.url)
            fields.add(text: "branch", provenance.branch)
            fields.add(text: "commit", provenance.commit)
            fields.add(text: "message", provenance.message)
            fields.add("tree", provenance.dirty.map { $0 ? "has changes that are not committed" : "clean" })
            return fields.lines
        }
        return .success
    }
}
