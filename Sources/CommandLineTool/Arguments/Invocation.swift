/// What a command line asks for.
enum Invocation: Sendable {
    case run(any Command.Type, Arguments)
    /// The manual page of the command or group at a path; the empty path is the tool itself.
    case help([String])
}
