import Foundation
import ReleaseCore
import StoreSQLite
import Testing

@Suite("A home", .timeLimit(.minutes(1)))
struct HomeTests {
    @Test("is made for its owner alone")
    func isPrivate() async throws {
        try await TestHome.with { location in
            try await SQLiteStore.open(home: location).close()
            #expect(try permissions(location.home) == 0o700)
        }
    }

    @Test("that is empty is closed to others")
    func closesEmpty() async throws {
        try await TestHome.with { location in
            try make(location.home, permissions: 0o755)
            try location.prepare()
            #expect(try permissions(location.home) == 0o700)
        }
    }

    @Test("that others may enter and that has content is refused as it is")
    func refusesOpenFolder() async throws {
        try await TestHome.with { location in
            try make(location.home, permissions: 0o755)
            try Data().write(to: URL(filePath: "\(location.home)/letter"))
            let error = await #expect(throws: ReleaseError.self) { try await SQLiteStore.open(home: location) }
            #expect(error.name == "storeUnavailable")
            #expect(try permissions(location.home) == 0o755)
            #expect(try FileManager.default.contentsOfDirectory(atPath: location.home) == ["letter"])
        }
    }

    @Test("has one server at a time")
    func hasOneServer() async throws {
        try await TestHome.with { location in
            try location.prepare()
            do {
                let server = try HomeLock.server(at: location)
                defer { extendLifetime(server) }
                let error = #expect(throws: ReleaseError.self) { _ = try HomeLock.server(at: location) }
                #expect(error.name == "storeUnavailable")
            }
            _ = try HomeLock.server(at: location)
        }
    }

    private func make(_ path: String, permissions: Int) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: path)
    }

    private func permissions(_ path: String) throws -> Int? {
        (try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber)?.intValue
    }
}
