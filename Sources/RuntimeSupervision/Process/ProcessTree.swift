import Glibc

/// The processes below one.
enum ProcessTree {
    /// The most processes that are looked at.
    static let maximumCount = 4_096

    /// All processes of the machine.
    static func all() -> [Int32] {
        guard let folder = opendir("/proc") else { return [] }
        defer { closedir(folder) }
        var found: [Int32] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if let pid = Int32(name) { found.append(pid) }
        }
        return found
    }

    /// The children of a process.
    static func children(of pid: Int32) -> [Int32] {
        (SmallFile.text("/proc/\(pid)/task/\(pid)/children") ?? "").split(separator: " ").compactMap { Int32($0) }
    }

    /// All processes below one, parents before their children.
    static func descendants(of pid: Int32) -> [Int32] {
        var found = children(of: pid)
        var index = 0
        while index < found.count, found.count < maximumCount {
            found += children(of: found[index])
            index += 1
        }
        return found
    }

    /// The peaks of the resident memory of all processes below one, added up, in bytes.
    static func peakMemory(below pid: Int32) -> Int {
        descendants(of: pid).reduce(0) { sum, pid in
            sum + (SmallFile.text("/proc/\(pid)/status").flatMap { SmallFile.bytes(of: "VmHWM", in: $0) } ?? 0)
        }
    }

    /// Kills the only child of a process, if it is still its child.
    static func killChild(of pid: Int32) -> Bool {
        guard let child = children(of: pid).first else { return false }
        let identity = ProcessIdentity(running: child)
        // Were it another by now, it would have another parent.
        guard children(of: pid).first == child else { return false }
        return identity.killIfAlive()
    }
}
