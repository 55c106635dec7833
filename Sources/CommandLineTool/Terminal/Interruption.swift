import Glibc

/// What Control-C does to a command that talks to a server.
enum Interruption {
    /// Ends the process at once with the documented exit code, on a line of its own.
    ///
    /// The handler calls only what POSIX allows in one (`write` and `_exit`). The server notices the closed
    /// connection; a change that it has begun to commit stands.
    static func endsProcess() {
        signal(SIGINT) { _ in
            if isatty(2) == 1 { write(2, "\n", 1) }
            _exit(ExitCode.interrupted.rawValue)
        }
    }
}
