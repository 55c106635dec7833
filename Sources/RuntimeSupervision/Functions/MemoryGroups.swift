import Glibc

/// Groups of processes whose memory the kernel limits together (cgroups, version 1 or 2), where this server may make any.
struct MemoryGroups: Sendable {
    /// Why there are none.
    struct Unavailable: Error, Sendable {
        let reason: String
    }

    /// What the processes of one instance need besides the function's memory: the harness, sockets, page tables.
    static let overheadBytes = 96 << 20

    /// The group below which those of instances are made.
    let parent: String
    let limitFile: String
    private let peakFile: String
    private let prefix: String

    /// Finds this process's own group, and tries whether one can be made below it.
    ///
    /// Empty groups that earlier lives have left are removed.
    init() throws(Unavailable) {
        guard let text = SmallFile.text("/proc/self/cgroup") else {
            throw Unavailable(reason: "/proc/self/cgroup cannot be read")
        }
        let lines = text.split(separator: "\n").map { $0.split(separator: ":", maxSplits: 2).map(String.init) }
        if let line = lines.first(where: { $0.count == 3 && $0[1].split(separator: ",").contains("memory") }) {
            parent = "/sys/fs/cgroup/memory\(line[2] == "/" ? "" : line[2])"
            limitFile = "memory.limit_in_bytes"
            peakFile = "memory.max_usage_in_bytes"
        } else if let line = lines.first(where: { $0.count == 3 && $0[0] == "0" }) {
            let own = "/sys/fs/cgroup\(line[2] == "/" ? "" : line[2])"
            // Refused where processes are in the group itself, as this one is unless the service manager delegates.
            // At the top it is always granted, to root.
            let isDelegated = Self.write("+memory", to: "\(own)/cgroup.subtree_control")
            parent = isDelegated ? own : "/sys/fs/cgroup"
            limitFile = "memory.max"
            peakFile = "memory.peak"
        } else {
            throw Unavailable(reason: "the system has no memory controller")
        }
        prefix = "\(parent)/sluice-"
        removeEmpty()
        let trial = "\(prefix)\(getpid())-trial"
        guard mkdir(trial, 0o755) == 0 else {
            throw Unavailable(reason: "no group can be made in \(parent): \(String(cString: strerror(errno)))")
        }
        defer { rmdir(trial) }
        guard Self.write("\(1 << 30)", to: "\(trial)/\(limitFile)") else {
            throw Unavailable(reason: "\(parent) does not control memory")
        }
    }

    /// Limits the memory of these processes, and of all that they will start, together; returns whether it could.
    func hold(_ processes: [Int32], number: Int, bytes: Int) -> Bool {
        let group = path(number)
        guard mkdir(group, 0o755) == 0 || errno == EEXIST else { return false }
        guard Self.write("\(bytes + Self.overheadBytes)", to: "\(group)/\(limitFile)") else { return false }
        return processes.reduce(!processes.isEmpty) { Self.write("\($1)", to: "\(group)/cgroup.procs") && $0 }
    }

    /// The most that the processes of a group have had at once, what they wrote to `/tmp` included, in bytes.
    func peak(_ number: Int) -> Int? {
        SmallFile.text("\(path(number))/\(peakFile)").flatMap { Int($0.prefix { $0.isNumber }) }
    }

    /// Removes a group; returns false when processes are in it that have not ended yet.
    func release(_ number: Int) -> Bool {
        rmdir(path(number)) == 0 || errno == ENOENT
    }

    private func path(_ number: Int) -> String { "\(prefix)\(getpid())-\(number)" }

    private func removeEmpty() {
        guard let folder = opendir(parent) else { return }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            // Only of servers that are gone: another may be about to fill one of its own.
            let words = name.split(separator: "-")
            guard words.count == 3, words[0] == "sluice", let pid = Int32(words[1]), kill(pid, 0) != 0 else { continue }
            rmdir("\(parent)/\(name)")
        }
    }

    @discardableResult
    private static func write(_ text: String, to path: String) -> Bool {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        return Glibc.write(descriptor, bytes, bytes.count) == bytes.count
    }
}
