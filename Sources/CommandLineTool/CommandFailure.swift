import NativeWire

/// Why a command did not do what was asked, and what to do next.
struct CommandFailure: Error, Sendable {
    let exitCode: ExitCode
    /// Stable, for programs: `version_not_found`.
    let code: String
    /// One sentence or more, with the name that the caller used.
    let detail: String
    private(set) var nextStep: String
    /// What the server said, word for word, where it was the server that refused.
    let problem: WireProblem?

    private init(_ exitCode: ExitCode, _ code: String, _ detail: String, nextStep: String) {
        self.exitCode = exitCode
        self.code = code
        self.detail = detail
        self.nextStep = nextStep
        problem = nil
    }

    /// The server's refusal.
    init(_ problem: WireProblem) {
        exitCode = .refused
        code = problem.code
        detail = problem.detail
        nextStep = problem.nextStep
        self.problem = problem
    }

    /// The same with a next step in the words of the command that was given.
    func advising(_ nextStep: String) -> CommandFailure {
        var failure = self
        failure.nextStep = nextStep
        return failure
    }

    static func refused(_ code: String, _ detail: String, nextStep: String) -> CommandFailure {
        CommandFailure(.refused, code, detail, nextStep: nextStep)
    }

    static func usage(_ code: String, _ detail: String, nextStep: String) -> CommandFailure {
        CommandFailure(.usage, code, detail, nextStep: nextStep)
    }

    static func unreachable(_ code: String, _ detail: String, nextStep: String) -> CommandFailure {
        CommandFailure(.unreachable, code, detail, nextStep: nextStep)
    }

    /// Ended from the keyboard before anything was sent.
    static let interrupted = CommandFailure(
        .interrupted,
        "interrupted",
        "It was interrupted; nothing was sent.",
        nextStep: "Run the command again."
    )

    static func files(_ code: String, _ detail: String, nextStep: String) -> CommandFailure {
        CommandFailure(.files, code, detail, nextStep: nextStep)
    }
}
