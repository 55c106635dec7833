import Glibc

/// The engines that run, in a file: what a life that was cut short leaves for the next one to clean up.
///
/// The kernel ends engines with the thread that started them; this covers what that leaves open, such as the first
/// process of a sandbox that was just about to begin.
final class EngineRegistry {
    private let path: String
    private var engines: Set<ProcessIdentity> = []

    /// Kills what an earlier life has left, and begins anew.
    ///
    /// ``reaped`` says how many there were.
    init(path: String) {
        self.path = path
        for identity in Self.read(path) {
            reaped += identity.killIfAlive() ? 1 : identity.killOrphans()
        }
        write()
    }

    private(set) var reaped = 0

    func add(_ identity: ProcessIdentity) {
        engines.insert(identity)
        write()
    }

    func remove(_ identity: ProcessIdentity) {
        engines.remove(identity)
        write()
    }

    private func write() {
        let lines = engines.map { "\($0.pid) \($0.startTime)\n" }.sorted()
        SmallFile.replace(path, with: lines.joined())
    }

    private static func read(_ path: String) -> [ProcessIdentity] {
        (SmallFile.text(path) ?? "").split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard words.count == 2, let pid = Int32(words[0]), let startTime = UInt64(words[1]), pid > 1 else {
                return nil
            }
            return ProcessIdentity(pid: pid, startTime: startTime)
        }
    }
}
