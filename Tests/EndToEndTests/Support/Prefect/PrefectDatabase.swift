import FoundationEssentials
import Glibc
import TestSurroundings

/// A new server's database, which takes Prefect ten seconds to make: it is made once per checkout, and copied.
enum PrefectDatabase {
    private static let template = "\(Checkout.root)/.build/prefect-\(PrefectEnvironment.release).db"
    private static let limit: Duration = .seconds(120)

    /// Puts a database without content into the home of a server, unless there is one.
    static func place(in home: String, by launcher: ProgramLauncher) async throws {
        guard !FileManager.default.fileExists(atPath: "\(home)/prefect.db") else { return }
        if !FileManager.default.fileExists(atPath: template) { try await make(launcher) }
        try FileManager.default.copyItem(atPath: template, toPath: "\(home)/prefect.db")
    }

    private static func make(_ launcher: ProgramLauncher) async throws {
        let folder = try TemporaryFolder()
        _ = try await launcher.run(
            PrefectEnvironment.command + ["server", "database", "upgrade", "-y"],
            of: PrefectEnvironment.python,
            environment: PrefectEnvironment.variables(home: folder.path),
            directory: folder.path,
            within: limit
        ).checked()
        // Renamed into place, so that nobody copies half of it.
        let copy = "\(template).\(folder.path.split(separator: "/").last ?? "new")"
        try FileManager.default.copyItem(atPath: "\(folder.path)/prefect.db", toPath: copy)
        guard rename(copy, template) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}
