/// What help explains besides the commands.
enum HelpTopic: String, Sendable, CaseIterable {
    case exitCodes = "exit-codes"
    case versions = "version-names"
    case environment

    var summary: String {
        switch self {
        case .exitCodes: "What the exit codes mean."
        case .versions: "How versions are named."
        case .environment: "The environment variables that are read."
        }
    }

    var lines: [TerminalText] {
        switch self {
        case .exitCodes:
            ExitCode.meanings.map { entry in
                let number = String(entry.code.rawValue)
                return "  \(number, .strong)\(String(repeating: " ", count: 5 - number.count))\(entry.meaning)"
            }
        case .versions:
            Self.fields([
                ("3", "its number, up to 7 digits"),
                ("3f2a91bc", "its id, or 8 or more of the id's first digits"),
                ("tag:NAME", "the version that was uploaded with this tag"),
                ("newest, latest", "the version with the highest number"),
                ("deployed", "the version that serves production, while only one does; of a flow the live one"),
                (
                    "1a2b3c4d",
                    "of a flow also the label that its deployment had: any other word, and digits of a commit"
                ),
            ])
        case .environment:
            Self.fields([
                ("SLUICE_HOME", "the home folder, instead of ~/.sluice"),
                ("SLUICE_URL", "the server's control address"),
                ("SLUICE_TOKEN", "the token to use"),
                ("NO_COLOR", "no colours, whatever its value"),
            ])
        }
    }

    private static func fields(_ fields: [(String, String)]) -> [TerminalText] {
        var list = FieldList()
        for (label, value) in fields {
            list.add(text: label, value)
        }
        return list.lines
    }
}
