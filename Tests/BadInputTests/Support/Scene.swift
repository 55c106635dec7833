import Foundation
import Glibc
import SocketTesting
import Testing

/// The servers, homes and files that cases speak of, in one folder that is removed at the end.
final class Scene {
    private let folder: String
    private var placeholders: Placeholders
    /// By the word of a case's first line `server WORD`; the usual one is `usual`.
    private var sites: [String: Site] = [:]
    private var runs = 0

    /// Builds the scene, runs the body in it, and stops and removes everything.
    static func run(_ body: (Scene) async throws -> Void) async throws {
        var template = Array("/tmp/sluice-bad-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
        let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        let scene = Scene(folder)
        defer { scene.dismantle() }
        try await scene.build()
        try await body(scene)
    }

    private init(_ folder: String) {
        self.folder = folder
        placeholders = Placeholders(["folder": folder])
    }

    private var home: String { "\(folder)/home" }

    private func build() async throws {
        for (name, secret) in try await SeededHome.make(at: home) { placeholders[name] = secret }
        placeholders["home"] = home
        try await makeDamagedFiles()
        let usual = try await Site(home: home, token: placeholders["admin"] ?? "")
        sites["usual"] = usual
        placeholders["control"] = "\(usual.server.controlPort)"
        placeholders["traffic"] = "\(usual.server.trafficPort)"
        let full = "\(folder)/full"
        placeholders["admin-full"] = try await SeededHome.make(at: full)["admin"]
        sites["full"] = try await Site(
            home: full,
            token: placeholders["admin-full"] ?? "",
            options: ["--disk-reserve", "1024T"]
        )
        placeholders["control-full"] = sites["full"].map { "\($0.server.controlPort)" }
    }

    private func dismantle() {
        for site in sites.values { site.server.stop() }
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// A home of a schema that is not known yet, a backup, what is left of it after an accident, a folder
    /// that others may enter, and an empty one.
    private func makeDamagedFiles() async throws {
        let newer = "\(folder)/newer"
        _ = try await SeededHome.make(at: newer)
        let database = URL(filePath: "\(newer)/sluice.db")
        var bytes = try Data(contentsOf: database)
        // `user_version` of the header of every SQLite file: offset 60, big-endian.
        bytes.replaceSubrange(60..<64, with: [0, 0, 0, 99])
        try bytes.write(to: database)
        placeholders["newer"] = newer
        let backup = "\(folder)/backup.sluice"
        try await SeededHome.backup(of: home, to: backup)
        var archive = try Data(contentsOf: URL(filePath: backup))
        placeholders["backup"] = backup
        archive.removeLast(archive.count / 2)
        try archive.write(to: URL(filePath: "\(folder)/half.sluice"))
        placeholders["half"] = "\(folder)/half.sluice"
        let shared = "\(folder)/shared"
        try FileManager.default.createDirectory(atPath: shared, withIntermediateDirectories: false)
        try Data().write(to: URL(filePath: "\(shared)/notes"))
        chmod(shared, 0o755)
        placeholders["shared"] = shared
        try FileManager.default.createDirectory(atPath: "\(folder)/nothing", withIntermediateDirectories: false)
        chmod("\(folder)/nothing", 0o700)
        placeholders["nothing"] = "\(folder)/nothing"
    }

    /// Carries out a case and says what came back, and what became of the state.
    func answer(to golden: GoldenFile) async throws -> String {
        var text = golden.request
        var name = "usual"
        if text.hasPrefix("server "), let end = text.firstIndex(of: "\n") {
            name = String(text[..<end].dropFirst(7))
            text = String(text[text.index(after: end)...])
        }
        guard let site = sites[name] else { throw CocoaError(.fileNoSuchFile) }
        let answer: String
        if text.contains("$ sluice") {
            runs += 1
            let project = "\(folder)/project-\(runs)"
            try FileManager.default.createDirectory(atPath: project, withIntermediateDirectories: false)
            placeholders["project"] = project
            answer = try CommandRun(text, placeholders).answer(in: project, home: site.home)
        } else {
            answer = try HTTPExchange(text, placeholders).answer(port: site.server.controlPort)
        }
        let after = try await site.reader.read()
        sites[name]?.state = after
        return placeholders.hide(answer) + "\n" + after.difference(from: site.state)
    }
}

/// A server, and what its state was after the last case.
private struct Site {
    let home: String
    let server: TestServer
    let reader: StateReader
    var state: StateReader.State

    init(home: String, token: String, options: [String] = []) async throws {
        self.home = home
        server = try TestServer(home: home, options: options)
        reader = StateReader(home: home, port: server.controlPort, token: token)
        do {
            state = try await reader.read()
        } catch {
            server.stop()
            throw error
        }
    }
}
