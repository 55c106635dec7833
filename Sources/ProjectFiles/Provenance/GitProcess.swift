import Glibc

/// Runs git as a process of its own, for a bounded time and with bounded output.
///
/// It blocks the calling thread for at most ``deadline`` and belongs at the command line's start, not on a shared
/// thread pool. Git asks no questions, takes no locks and runs no program that the repository's settings name.
public struct GitProcess: Sendable {
    public let folder: String
    public let deadline: Duration

    /// The longest output in bytes.
    public static let outputLimit = 64 << 10
    public static let standardDeadline = Duration.seconds(5)

    private let environment: [String: String]

    public init(
        folder: String,
        environment: [String: String],
        deadline: Duration = GitProcess.standardDeadline
    ) {
        // A hook's variables would lead git to another repository than the folder's.
        let foreign = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_TRACE"]
        let own = ["GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"]
        self.folder = folder
        self.deadline = deadline
        self.environment = environment.filter { !foreign.contains($0.key) }.merging(own) { $1 }
    }

    public func run(_ arguments: [String]) throws(GitFailure) -> String {
        let settings = ["-c", "core.fsmonitor=false", "-c", "log.showSignature=false", "--no-pager"]
        let (process, output) = try start(["git", "-C", folder] + settings + arguments)
        defer { close(output) }
        let end = ContinuousClock.now + deadline
        do throws(GitFailure) {
            let text = try readAll(output, until: end)
            guard try wait(for: process, until: end) == 0 else { throw .refused }
            return text
        } catch {
            if error != .refused { stop(process) }
            throw error
        }
    }

    /// Starts a process group of its own, whose output can be read from the descriptor.
    private func start(_ arguments: [String]) throws(GitFailure) -> (process: pid_t, output: Int32) {
        var pipe: [Int32] = [-1, -1]
        guard Glibc.pipe(&pipe) == 0 else { throw .system(errno) }
        for end in pipe { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(pipe[1]) }

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, pipe[1], 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))

        var process: pid_t = 0
        let status = Self.withCStrings(arguments) { arguments in
            Self.withCStrings(environment.map { "\($0.key)=\($0.value)" }) { environment in
                posix_spawnp(&process, "git", &actions, &attributes, arguments, environment)
            }
        }
        guard status == 0 else {
            close(pipe[0])
            throw status == ENOENT ? .notInstalled : .system(status)
        }
        return (process, pipe[0])
    }

    private func readAll(_ descriptor: Int32, until end: ContinuousClock.Instant) throws(GitFailure) -> String {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while true {
            var readable = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let left = Self.milliseconds(until: end)
            guard left > 0 else { throw .tookTooLong }
            guard poll(&readable, 1, left) > 0 else { continue }
            let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 else { throw .system(errno) }
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(contentsOf: chunk[..<count])
            guard bytes.count <= Self.outputLimit else { throw .saidTooMuch }
        }
    }

    /// Returns the exit status, or -1 for a death by signal; output has ended, so the wait is short.
    private func wait(for process: pid_t, until end: ContinuousClock.Instant) throws(GitFailure) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, WNOHANG) == 0 {
            guard Self.milliseconds(until: end) > 0 else { throw .tookTooLong }
            poll(nil, 0, 1)
        }
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : -1
    }

    private func stop(_ process: pid_t) {
        kill(-process, SIGKILL)
        while waitpid(process, nil, 0) < 0, errno == EINTR {}
    }

    private static func milliseconds(until end: ContinuousClock.Instant) -> Int32 {
        let left = end - ContinuousClock.now
        return Int32(clamping: Int((left / .milliseconds(1)).rounded(.up)))
    }

    /// Lends a null-terminated array of C strings, as `execve` wants it.
    private static func withCStrings<Result>(
        _ strings: [String],
        _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let copies = strings.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }
}
