/// The manual page of a command, from which the parser also knows what the command takes.
struct Manual: Sendable {
    let name: String
    /// One sentence ending in a period.
    let summary: String
    /// Paragraphs for the command's own page.
    let discussion: [String]
    let operands: [any CommandOperand]
    let options: [any CommandOption]
    /// At least one.
    let examples: [Example]

    init(
        _ name: String,
        _ summary: String,
        discussion: [String] = [],
        operands: [any CommandOperand] = [],
        options: [any CommandOption] = [],
        examples: [Example]
    ) {
        self.name = name
        self.summary = summary
        self.discussion = discussion
        self.operands = operands
        self.options = options
        self.examples = examples
    }

    struct Example: Sendable {
        /// As it is typed, from `sluice` on.
        let command: String
        /// What it does, as a short phrase.
        let purpose: String

        init(_ command: String, _ purpose: String) {
            self.command = command
            self.purpose = purpose
        }
    }
}
