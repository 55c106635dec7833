import Foundation
import ReleaseCore
import Testing

@testable import ServerAssembly

@Suite("The file of keys", .timeLimit(.minutes(1)))
struct SecretKeyFileTests {
    @Test("is made once, for its owner alone, with keys of its own")
    func isMade() throws {
        try Self.withHome { folder in
            let file = SecretKeyFile(folder)
            #expect(try file.load() == nil)
            try file.ensure()
            let first = try file.contents()
            try file.ensure()
            #expect(try file.contents() == first)
            #expect(try Self.permissions(file.path) == 0o600)
            #expect(try file.load()?.identities.count == 1)
            try Self.withHome { other in
                let stranger = SecretKeyFile(other)
                try stranger.ensure()
                #expect(try stranger.load()?.identities != file.load()?.identities)
            }
        }
    }

    @Test("that others may read or write is refused as it is", arguments: [0o640, 0o604, 0o620, 0o602, 0o644])
    func refusesExposed(permissions: Int) throws {
        try Self.withHome { folder in
            let file = SecretKeyFile(folder)
            try file.ensure()
            let content = try file.contents()
            try Self.set(permissions, on: file.path)
            for use in [{ try file.ensure() }, { _ = try file.load() }, { _ = try file.contents() }] {
                let failure = #expect(throws: StartFailure.self) { try use() }
                #expect(failure?.code == "secret_keys_exposed")
            }
            try Self.set(0o600, on: file.path)
            #expect(try file.contents() == content)
        }
    }

    @Test(
        "that holds no keys is refused, and stays",
        arguments: [
            "", "{}", #"{"format":2}"#,
            #"{"format":1,"digestKey":"00","current":"a","keys":{"a":"00"}}"#,
            #"{"format":1,"digestKey":"\#(key)","current":"b","keys":{"a":"\#(key)"}}"#,
            #"{"format":1,"digestKey":"\#(key)","current":"a","keys":{"a":"\#(key)","b":"zz"}}"#,
        ]
    )
    func refusesDamaged(text: String) throws {
        try Self.withHome { folder in
            let file = SecretKeyFile(folder)
            try PrivateFile.write(text, to: file.path)
            for use in [{ try file.ensure() }, { _ = try file.load() }] {
                let failure = #expect(throws: StartFailure.self) { try use() }
                #expect(failure?.code == "secret_keys_damaged")
            }
            #expect(try file.contents() == Array(text.utf8))
        }
    }

    @Test("may hold several keys, of which one seals")
    func holdsSeveral() throws {
        try Self.withHome { folder in
            let file = SecretKeyFile(folder)
            let keys = #"{"a":"\#(Self.key)","b":"\#(Self.key)"}"#
            let text = #"{"format":1,"digestKey":"\#(Self.key)","current":"a","keys":\#(keys)}"#
            try PrivateFile.write(text, to: file.path)
            #expect(try file.load()?.identities == ["a", "b"])
        }
    }

    private static let key = String(repeating: "ab", count: 32)

    private static func withHome(_ body: (HomeFolder) throws -> Void) throws {
        let path = "/tmp/sluice-keys-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let folder = HomeFolder(path)
        try folder.prepare()
        try body(folder)
    }

    private static func permissions(_ path: String) throws -> Int? {
        (try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber)?.intValue
    }

    private static func set(_ permissions: Int, on path: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: path)
    }
}
