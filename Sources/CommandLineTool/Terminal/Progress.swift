/// Tells that something is going on, once it has taken a second.
struct Progress: Sendable {
    /// How long nothing is said.
    static let patience = Duration.seconds(1)
    /// How often the line is renewed on a terminal.
    static let interval = Duration.milliseconds(200)

    let console: Console

    /// Does the work, and meanwhile shows a line that counts the seconds; elsewhere than on a terminal says it once.
    func during<Value: Sendable>(
        _ label: TerminalText,
        _ work: () async throws(CommandFailure) -> Value
    ) async throws(CommandFailure) -> Value {
        guard !console.isQuiet else { return try await work() }
        let outcome: Result<Value, CommandFailure> = await withTaskGroup(of: Void.self) { group in
            group.addTask { await show(label) }
            defer { group.cancelAll() }
            do throws(CommandFailure) {
                return .success(try await work())
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }

    /// Ends when the task is cancelled, and leaves no trace on a terminal.
    private func show(_ label: TerminalText) async {
        let start = ContinuousClock.now
        var next = start + Self.patience
        while await Pause.lasts(until: next) {
            guard console.errors.isTerminal else { return console.errors.line("\(label) …") }
            let elapsed = TimeSpan(ContinuousClock.now - start)
            console.errors.write("\r\u{1B}[K\(label.rendered(inColor: console.errors.hasColor)) … \(elapsed)")
            next += Self.interval
        }
        if next > start + Self.patience { console.errors.write("\r\u{1B}[K") }
    }
}
