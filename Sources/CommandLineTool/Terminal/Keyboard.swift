import Glibc

/// The person at the terminal, who can be asked.
///
/// Reading blocks, so it has a queue of its own.
actor Keyboard {
    /// The most attempts at an answer before a question is given up.
    static let maximumAttempts = 5
    /// The longest answer in bytes.
    static let maximumAnswer = 4_096

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let executor = QueueExecutor(label: "keyboard")
    private let echo: TextChannel

    /// The longest text that is asked for without being shown, in bytes.
    static let maximumSecret = 64 << 10

    private init(echo: TextChannel) {
        self.echo = echo
    }

    /// The keyboard of this process; `nil` unless input and questions both are at a terminal.
    static func ofTerminal(echo: TextChannel) -> Keyboard? {
        guard isatty(0) == 1, echo.isTerminal else { return nil }
        return Keyboard(echo: echo)
    }

    func say(_ text: TerminalText) {
        echo.line(text)
    }

    /// Returns the answer without white space around it; `nil` at the end of the input.
    func ask(_ question: TerminalText) -> String? {
        echo.write("\(question.rendered(inColor: echo.hasColor)) ")
        guard let line = readLine(), line.utf8.count <= Self.maximumAnswer else { return nil }
        let isBlank = { (character: Character) in character.isWhitespace }
        return String(line.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }

    /// Returns an answer that the terminal did not show.
    func askHidden(_ question: TerminalText) throws(CommandFailure) -> String {
        echo.write("\(question.rendered(inColor: echo.hasColor)) ")
        let ending = HiddenPrompt(descriptor: 0).read()
        echo.write("\n")
        switch ending {
        case .line(let text): return text
        case .interrupted: throw .interrupted
        case .nothing:
            throw .usage("answer_needed", "Nothing was typed, or nothing that is text.", nextStep: "Run it again.")
        }
    }
}
