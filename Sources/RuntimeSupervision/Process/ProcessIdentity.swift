import CSystem
import Glibc

/// Which process a pid means: pids are used again, but not with the same start time.
public struct ProcessIdentity: Sendable, Hashable {
    public let pid: Int32
    /// In clock ticks since the machine started (field 22 of `/proc/PID/stat`); 0 if it could not be read.
    public let startTime: UInt64

    public init(pid: Int32, startTime: UInt64) {
        self.pid = pid
        self.startTime = startTime
    }

    /// Looks up the start time of a process that runs now.
    public init(running pid: Int32) {
        self.init(pid: pid, startTime: Self.startTime(of: pid) ?? 0)
    }

    /// Whether the very process still exists.
    ///
    /// One that ended but was not yet waited for does not count.
    public var isAlive: Bool {
        startTime != 0 && Self.startTime(of: pid) == startTime
    }

    /// Kills the very process, if it still exists; returns whether it did.
    ///
    /// The descriptor is opened before the check, so that the signal cannot reach a process that took the pid between.
    @discardableResult
    public func killIfAlive() -> Bool {
        let number = system_pidfd_open(pid)
        guard number >= 0 else { return false }
        let descriptor = ProcessDescriptor(adopting: number)
        return isAlive && descriptor.signal(SIGKILL)
    }

    /// Kills what is left of the group that the very process led, once it has ended itself; returns how many there were.
    ///
    /// A group keeps its number from being used again for as long as it has a member. What was started much later than
    /// the leader is not believed to be of its group.
    func killOrphans() -> Int {
        guard startTime != 0, kill(-pid, 0) == 0, Self.startTime(of: pid) == nil else { return 0 }
        let latest = startTime + UInt64(sysconf(Int32(_SC_CLK_TCK)) * Self.orphanSeconds)
        return ProcessTree.all().map(ProcessIdentity.init(running:)).count { process in
            getpgid(process.pid) == pid && (startTime...latest).contains(process.startTime) && process.killIfAlive()
        }
    }

    /// How much younger than its leader an orphan of a group may be.
    private static let orphanSeconds = 10

    private static func startTime(of pid: Int32) -> UInt64? {
        // The second field is the program's name in parentheses, and may itself hold spaces and parentheses.
        guard let stat = SmallFile.text("/proc/\(pid)/stat"), let end = stat.lastIndex(of: ")") else { return nil }
        let fields = stat[stat.index(after: end)...].split(separator: " ")
        guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
        return UInt64(fields[19])
    }
}
