/// How a command ended; `sluice help exit-codes` prints this table.
struct ExitCode: RawRepresentable, Sendable, Hashable {
    let rawValue: Int32

    /// It did what was asked.
    static let success = ExitCode(rawValue: 0)
    /// The server, or the state it found, refused.
    static let refused = ExitCode(rawValue: 1)
    /// The command cannot be understood.
    static let usage = ExitCode(rawValue: 2)
    /// No server answered.
    static let unreachable = ExitCode(rawValue: 3)
    /// A local file is missing or wrong.
    static let files = ExitCode(rawValue: 4)
    /// What was compared is not the same.
    static let differs = ExitCode(rawValue: 5)
    /// Ended from the keyboard: 128 and the number of the signal, as shells count.
    static let interrupted = ExitCode(rawValue: 130)

    /// What each code means, in order.
    static let meanings: [(code: ExitCode, meaning: String)] = [
        (.success, "The command did what was asked."),
        (
            .refused,
            "The server refused, or a question was answered with no. A command of several steps prints what it did before."
        ),
        (.usage, "The command cannot be understood. Nothing was sent."),
        (.unreachable, "No server answered. After a timeout a change may still have happened: look at the history."),
        (.files, "A local file is missing, unreadable or wrong. Nothing was sent."),
        (.differs, "What was compared differs: only commands that compare end so."),
        (.interrupted, "Interrupted from the keyboard."),
    ]
}
