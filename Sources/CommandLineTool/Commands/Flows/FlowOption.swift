import ReleaseModel

/// What the commands about flows are told.
enum FlowOption {
    static let flow = Operand("FLOW/DEPLOYMENT", .flow, "The deployment, as Prefect names it.")

    static let runs = Option(
        "runs",
        "WHAT",
        .choice(["report", "cancel", "recreate"]),
        standard: "report",
        "What becomes of runs that wait, made under another version: name them, cancel them, or make them again."
    )

    /// What a run does that is left alone, in prose for help.
    static let runsDiscussion =
        "Runs that a schedule made are made anew by Prefect. Those that somebody asked for wait with the parameters of the"
        + " version they were made under, and start with the code of the one that is live then; --runs says what is to"
        + " become of them."
}

extension ValueReader where Value == String {
    /// The name of a deployment of Prefect's.
    static let flow = ValueReader("FLOW/DEPLOYMENT, both as Prefect has them") { text in
        do throws(InvalidName) {
            return try Workload.Name(text, kind: .flow).text
        } catch {
            return nil
        }
    }

    /// What the server finds a version of a flow by: any name of a version, or else the version's own label.
    static let flowVersion = ValueReader("a version (a number, 8 or more digits of its id, or its label)") { text in
        text.isEmpty ? nil : VersionWord.reference(text)?.description ?? text
    }
}
