/// The command `sluice help`.
enum HelpCommand: Command {
    private static let words = Operand("COMMAND", .text, arity: .repeated(minimum: 0), "A command or a topic.")

    static let manual = Manual(
        "help",
        "Show help for a command, or explain a topic.",
        operands: [words],
        examples: [
            .init("sluice help versions deploy", "how to share requests"),
            .init("sluice help exit-codes", "what the exit codes mean"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let path = session.arguments.all(words)
        if path.count == 1, let topic = HelpTopic(rawValue: path[0]) {
            session.console.print(["\(topic.summary, .strong)", ""] + topic.lines)
            return .success
        }
        let page = HelpPage(path: path, root: .sluice)
        let lines = page.lines(width: session.console.width)
        guard !lines.isEmpty else {
            let name = path.joined(separator: " ")
            let known = CommandGroup.sluice.members.map(\.manual.name) + HelpTopic.allCases.map(\.rawValue)
            let ending = NearestName.ending(for: name, among: known)
            throw .usage(
                "command_unknown",
                "There is no help for \"\(name)\"\(ending)",
                nextStep: "See \"sluice help\"."
            )
        }
        session.console.print(lines)
        return .success
    }
}
