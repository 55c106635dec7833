/// A command: its manual page, and what it does.
protocol Command: Sendable {
    static var manual: Manual { get }

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode
}
