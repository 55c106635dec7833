/// Where a command prints, and whom it may ask.
struct Console: Sendable {
    /// Results.
    let output: TextChannel
    /// Progress, advice, warnings and errors.
    let errors: TextChannel
    /// `nil` where nobody can answer.
    let keyboard: Keyboard?
    let isQuiet: Bool
    /// What is piped or redirected into the command, and files that it is told to read.
    var input = InputReader(standardInput: 0)

    /// The widest that help and other prose is set, in columns.
    static let proseWidth = 100
    /// The columns that are assumed where there is no terminal.
    static let standardWidth = 80

    /// The console of this process.
    ///
    /// Colours are for terminals only, and not where `NO_COLOR` is set to anything or `TERM` is `dumb`.
    static func standard(environment: [String: String], arguments: Arguments) -> Console {
        let allowsColor =
            !arguments[GlobalOption.noColor] && (environment["NO_COLOR"] ?? "").isEmpty
            && environment["TERM"] != "dumb"
        let errors = TextChannel(descriptor: 2, hasColor: allowsColor)
        return Console(
            output: TextChannel(descriptor: 1, hasColor: allowsColor),
            errors: errors,
            keyboard: Keyboard.ofTerminal(echo: errors),
            isQuiet: arguments[GlobalOption.quiet]
        )
    }

    func print(_ lines: TerminalText...) {
        print(lines)
    }

    func print(_ lines: [TerminalText]) {
        for line in lines {
            output.line(line)
        }
    }

    /// Says something that is no result, unless quiet is asked for.
    func note(_ text: TerminalText) {
        guard !isQuiet else { return }
        errors.line(text)
    }

    func warn(_ text: TerminalText) {
        errors.line("\("warning:", .caution) \(text)")
    }

    /// The columns for prose.
    var width: Int {
        min(output.columns ?? Self.standardWidth, Self.proseWidth)
    }
}
