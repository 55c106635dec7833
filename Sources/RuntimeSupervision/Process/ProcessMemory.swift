/// What a process occupies, as the kernel counts it.
public struct ProcessMemory: Sendable, Hashable {
    /// Resident bytes, shared pages in full.
    public let resident: Int
    /// Resident bytes, each shared page divided by the number of processes that share it.
    public let proportional: Int

    /// Measures a process; nil when it has ended.
    ///
    /// Costs about a millisecond.
    public init?(of pid: Int32) {
        guard let rollup = SmallFile.text("/proc/\(pid)/smaps_rollup"),
            let resident = SmallFile.bytes(of: "Rss", in: rollup),
            let proportional = SmallFile.bytes(of: "Pss", in: rollup)
        else { return nil }
        self.resident = resident
        self.proportional = proportional
    }

    /// The bytes that count against the kernel's limit on a process's data; nil when it has ended.
    static func dataSegment(of pid: Int32) -> Int? {
        SmallFile.text("/proc/\(pid)/status").flatMap { SmallFile.bytes(of: "VmData", in: $0) }
    }
}
