import FoundationEssentials
import Glibc
import RuntimeSupervision

/// The processes of one server, as the kernel shows them.
struct ProcessTable: Sendable {
    struct Entry: Sendable {
        let identity: ProcessIdentity
        let parent: Int32
        let arguments: [String]

        /// Everything but the server's own executable is an engine.
        var isEngine: Bool { arguments.first?.hasSuffix("/deno") == true }
    }

    /// Processes whose arguments, JSON among them, name the home folder, or that work in it; ended ones that were not yet
    /// waited for do not count.
    let entries: [Entry]

    init(home: String) {
        let pids = (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.compactMap { Int32($0) } ?? []
        entries = pids.compactMap { pid in
            guard let data = try? Data(contentsOf: URL(filePath: "/proc/\(pid)/cmdline")), !data.isEmpty,
                let parent = Self.parent(of: pid)
            else { return nil }
            let arguments = data.split(separator: 0, omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self).replacing("\\/", with: "/") }
            let names = arguments.contains { $0.contains("\(home)/") || $0.contains("\"\(home)\"") }
            guard names || Self.folder(of: pid).hasPrefix("\(home)/") else { return nil }
            return Entry(identity: ProcessIdentity(running: pid), parent: parent, arguments: arguments)
        }
    }

    var isEmpty: Bool { !entries.contains { $0.identity.isAlive } }

    /// The process of a role: `control` or `data`.
    func role(_ name: String) -> ProcessIdentity? {
        entries.first { $0.arguments.dropFirst().starts(with: ["__role", name]) && $0.identity.isAlive }?.identity
    }

    var engines: [ProcessIdentity] {
        entries.filter { $0.isEngine && $0.identity.isAlive }.map(\.identity)
    }

    /// Engine processes that are no children of the data process.
    var orphanedEngines: [Entry] {
        let data = role("data")?.pid
        return entries.filter { $0.isEngine && $0.parent != data && $0.identity.isAlive }
    }

    /// The Prefect server that the supervisor keeps running.
    var prefect: ProcessIdentity? {
        entries.first { $0.arguments.contains("prefect") && $0.identity.isAlive }?.identity
    }

    /// The working directory of a process; empty where that cannot be told.
    private static func folder(of pid: Int32) -> String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/cwd")) ?? ""
    }

    private static func parent(of pid: Int32) -> Int32? {
        guard let stat = try? String(contentsOf: URL(filePath: "/proc/\(pid)/stat"), encoding: .utf8),
            let end = stat.lastIndex(of: ")")
        else { return nil }
        let fields = stat[stat.index(after: end)...].split(separator: " ")
        return fields.count > 1 ? Int32(fields[1]) : nil
    }
}

/// Returns the memory that a process has resident.
func residentBytes(of pid: Int32) throws -> Int {
    let text = String(decoding: try Data(contentsOf: URL(filePath: "/proc/\(pid)/statm")), as: UTF8.self)
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    guard let pages else { throw CocoaError(.fileReadCorruptFile) }
    return pages * Int(getpagesize())
}
