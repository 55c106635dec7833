/// What a command asks before it acts; `-y` answers all of it, and without a terminal nothing can be asked.
struct Questions: Sendable {
    private let isAnswered: Bool
    private let keyboard: Keyboard?

    init(_ session: Session) {
        isAnswered = session.arguments[GlobalOption.yes]
        keyboard = session.wantsJSON ? nil : session.console.keyboard
    }

    /// Goes on when the answer is yes.
    func confirm(_ question: TerminalText) async throws(CommandFailure) {
        guard !isAnswered else { return }
        let answer = try await keyboard(for: question).ask("\(question) [y/N]")
        guard ["y", "yes"].contains(answer?.lowercased()) else { throw Self.declined }
    }

    /// Goes on when the name of what is to be deleted was typed.
    func confirmDeletion(of name: String, _ what: TerminalText) async throws(CommandFailure) {
        guard !isAnswered else { return }
        let question: TerminalText = "\(what) will be deleted. Type \(name, .strong) to go on:"
        guard try await keyboard(for: question).ask(question) == name else { throw Self.declined }
    }

    /// Asks until the answer can be read, ``Keyboard/maximumAttempts`` times at the most.
    func ask<Answer>(
        _ question: TerminalText,
        _ read: (String) throws(CommandFailure) -> Answer
    ) async throws(CommandFailure) -> Answer {
        let keyboard = try keyboard(for: question)
        for _ in 0..<Keyboard.maximumAttempts {
            guard let answer = await keyboard.ask(question) else { break }
            do throws(CommandFailure) {
                return try read(answer)
            } catch {
                await keyboard.say("\(error.detail) \(error.nextStep)")
            }
        }
        throw Self.declined
    }

    /// Whether somebody is there to be asked.
    var canAsk: Bool { keyboard != nil && !isAnswered }

    private func keyboard(for question: TerminalText) throws(CommandFailure) -> Keyboard {
        guard let keyboard else {
            throw .usage(
                "answer_needed",
                "This asks \"\(question.plain)\", and there is no terminal to answer at.",
                nextStep: "Pass -y to answer with yes."
            )
        }
        return keyboard
    }

    private static let declined = CommandFailure.refused(
        "declined",
        "Nothing was changed, since it was not confirmed.",
        nextStep: "Run the command again."
    )
}
