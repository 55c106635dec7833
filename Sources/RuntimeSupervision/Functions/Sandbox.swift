import Glibc

/// How the processes of functions are held: the one place where bubblewrap's command line is put together.
struct Sandbox: Sendable {
    /// Who the processes are.
    enum Identity: Sendable, Hashable {
        /// A user of the reserved range for each instance; needs root.
        case reservedUsers
        /// This server's own user, in a user namespace.
        case ownUser

        /// What is right for who this server is: root is never its own function's user, whatever the namespace.
        static var candidate: Identity { getuid() == 0 ? .reservedUsers : .ownUser }
    }

    /// The users that instances run as, where this server is root: a range that no distribution assigns.
    ///
    /// Two instances share one only if so many run at once.
    static let users: Range<Int> = 1_900_000_000..<1_900_010_000
    /// What `/dev/shm` may hold, in bytes.
    static let sharedMemoryBytes = 64 << 20
    /// Where the harnesses are within the sandbox.
    static let harnessDirectory = "/sluice/engines"
    static let nodePath = "/sluice/node"

    let bubblewrapPath: String
    let identity: Identity

    /// What one instance gets.
    struct Content {
        var command: [String]
        /// Folders and files of this machine by their paths within, all read-only.
        var mounts: [(path: String, source: String)] = []
        /// The size of `/tmp`.
        var diskBytes: Int
        var hasNetwork = false
        /// A descriptor from which bubblewrap reads the filter of system calls.
        var filter: Int32?
    }

    /// Returns the arguments of bubblewrap for the instance of that number.
    func arguments(number: Int, _ content: Content) -> [String] {
        isolation(content)
            + Self.system
            + (content.hasNetwork ? Self.networkFiles : [])
            + Self.kernel
            + temporary("/dev/shm", bytes: Self.sharedMemoryBytes)
            + temporary("/tmp", bytes: content.diskBytes)
            + content.mounts.flatMap { ["--ro-bind", $0.source, $0.path] }
            // Bubblewrap's own root is a file system in memory that its maker could write to.
            + ["--remount-ro", "/", "--remount-ro", "/dev", "--chdir", "/"]
            + ["--setenv", "PATH", Self.searchPath, "--setenv", "HOME", "/tmp", "--setenv", "LANG", "C.UTF-8"]
            + (content.filter.map { ["--seccomp", "\($0)"] } ?? [])
            + ["--"] + user(number) + content.command
    }

    static let searchPath = "/code:/code/bin:/opt/bin:/usr/local/bin:/usr/bin:/bin"

    private func isolation(_ content: Content) -> [String] {
        var flags = ["--die-with-parent", "--new-session", "--unshare-pid", "--unshare-ipc", "--unshare-uts"]
        flags += ["--unshare-cgroup-try", "--hostname", "function", "--clearenv", "--cap-drop", "ALL"]
        if !content.hasNetwork { flags.append("--unshare-net") }
        switch identity {
        // Only to become the instance's user, whereby they are lost.
        case .reservedUsers: flags += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
        // Within, it has a number that owns nothing: were it 0, programs would take themselves for root.
        case .ownUser: flags += ["--unshare-user", "--disable-userns", "--uid", "65534", "--gid", "65534"]
        }
        return flags
    }

    private func user(_ number: Int) -> [String] {
        guard identity == .reservedUsers else { return [] }
        let user = "\(Self.users.lowerBound + number % Self.users.count)"
        return ["/usr/bin/setpriv", "--reuid", user, "--regid", user, "--clear-groups", "--inh-caps", "-all", "--"]
    }

    private func temporary(_ path: String, bytes: Int) -> [String] {
        ["--perms", "1777", "--size", "\(bytes)", "--tmpfs", path]
    }

    /// Programs and libraries, and of `/etc` no more than they cannot do without.
    private static let system: [String] =
        ["--ro-bind", "/usr", "/usr"]
        + ["bin", "sbin", "lib", "lib32", "lib64", "libx32"].flatMap { name in
            SystemFolder.isLink("/\(name)")
                ? ["--symlink", "usr/\(name)", "/\(name)"] : ["--ro-bind-try", "/\(name)", "/\(name)"]
        }
        // Folders that bubblewrap makes on the way to a mount would be its own user's alone.
        + ["/etc", "/etc/ssl", "/sluice"].flatMap { ["--dir", $0] }
        + readable([
            "/etc/ld.so.cache", "/etc/alternatives", "/etc/ssl/certs", "/etc/ssl/openssl.cnf", "/etc/localtime",
        ])
        + readable(["/etc/passwd", "/etc/group", "/etc/mime.types", "/etc/services", "/etc/protocols"])

    /// The kernel's files, of which none that sets anything can be written to.
    private static let kernel =
        ["--proc", "/proc", "--ro-bind", "/proc/sys", "/proc/sys"]
        + ["--ro-bind-try", "/proc/sysrq-trigger", "/proc/sysrq-trigger", "--dev", "/dev"]

    private static let networkFiles = readable([
        "/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/gai.conf",
    ])

    private static func readable(_ paths: [String]) -> [String] {
        paths.flatMap { ["--ro-bind-try", $0, $0] }
    }
}
