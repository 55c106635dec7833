import Foundation
import HTTPModel
import NativeWire
import TestSurroundings
import Testing

@testable import CommandLineTool

@Suite("The kv commands speak with a server", .timeLimit(.minutes(1)))
struct KVCommandTests {
    private static let id = "0f8fad5bd9cb469fa16570867728950e"
    private static let path = "/api/v1/kv/namespaces/\(id)"

    @Test("a value goes byte for byte, with what is said of it in the query, and comes back so")
    func values() async throws {
        let bytes: [UInt8] = [0, 0x1B, 0xFF, 10]
        let seen = try await RecordingServer.run { _, request in
            request.method == .get
                ? HTTPResponse(.ok, contentType: "application/octet-stream", body: .bytes(bytes))
                : RecordingServer.json(#"{"changed":"key k","keys":1}"#)
        } _: { fixture in
            let options = ["--namespace-id", Self.id]
            let text = try await fixture.run(
                ["kv", "key", "put", "a/b", "text", "--ttl", "90", "--metadata", #"{"a":1}"#] + options
            )
            #expect(text.output == "stored key k, 4 B\n")
            try fixture.folder.write("from a file", to: "v.txt")
            _ = try await fixture.run(["kv", "key", "put", "f", "--path", "v.txt"] + options)
            let got = try await fixture.run(["kv", "key", "get", "a/b"] + options)
            #expect(got.code == .success && Array(got.bytes) == bytes)
        }
        #expect(
            seen.map(\.line) == [
                "PUT \(Self.path)/values/a%2Fb?ttl=90&metadata=%7B%22a%22%3A1%7D", "PUT \(Self.path)/values/f",
                "GET \(Self.path)/values/a%2Fb",
            ]
        )
        #expect(seen.map(\.body) == ["text", "from a file", ""])
    }

    @Test("without VALUE and --path the standard input is the value")
    func pipe() async throws {
        let seen = try await RecordingServer.run { _, _ in
            RecordingServer.json(#"{"changed":"key k","keys":1}"#)
        } _: { fixture in
            let outcome = try await fixture.run(["kv", "key", "put", "k", "--namespace-id", Self.id], input: "piped\n")
            #expect(outcome.code == .success)
        }
        #expect(seen.map(\.body) == ["piped\n"])
    }

    @Test("a list of keys is read to its end, empty pages included, or as far as --limit says")
    func lists() async throws {
        let seen = try await RecordingServer.run { count, request in
            switch request.target.query["cursor"] {
            case nil where request.target.query["limit"] == "1":
                RecordingServer.json(#"{"items":[{"name":"a"}],"cursor":"1"}"#)
            case nil: RecordingServer.json(#"{"items":[],"cursor":"1"}"#)
            case "1":
                RecordingServer.json(
                    #"{"items":[{"name":"b\u001b","expiration":1800000000,"metadata":"[1]"}],"cursor":"2"}"#
                )
            default: RecordingServer.json(#"{"items":[{"name":"c"}]}"#)
            }
        } _: { fixture in
            let words = ["kv", "key", "list", "--namespace-id", Self.id, "--prefix", "x/"]
            let all = try await fixture.run(words)
            #expect(
                all.output == """
                    KEY      EXPIRES               METADATA
                    b\\u{1B}  2027-01-15T08:00:00Z  [1]
                    c

                    """
            )
            let first = try await fixture.run(words + ["--limit", "1"])
            #expect(first.output == "KEY\na\n" && first.errors.contains("--cursor 1"))
        }
        let list = "GET \(Self.path)/keys?prefix=x%2F"
        #expect(
            seen.map(\.line) == [
                "\(list)&limit=1000", "\(list)&limit=1000&cursor=1", "\(list)&limit=1000&cursor=2", "\(list)&limit=1",
            ]
        )
    }

    @Test("a file of pairs is sent in batches, with wrangler's names for expirations and any metadata")
    func bulk() async throws {
        let seen = try await RecordingServer.run { _, request in
            RecordingServer.json(#"{"changed":"pairs","keys":1000}"#)
        } _: { fixture in
            var pairs = [#"{"key":"0","value":"v","expiration_ttl":60,"metadata":{"b":[1,"x",null]},"base64":true}"#]
            pairs += (1...1_000).map { #"{"key":"\#($0)","value":""}"# }
            try fixture.folder.write("[\(pairs.joined(separator: ","))]", to: "pairs.json")
            let put = try await fixture.run(["kv", "bulk", "put", "pairs.json", "--namespace-id", Self.id])
            #expect(put.output == "stored 2000 pairs\n")
            try fixture.folder.write(#"["a",{"name":"b"}]"#, to: "keys.json")
            let words = ["kv", "bulk", "delete", "keys.json", "--namespace-id", Self.id]
            #expect(try await fixture.run(words).code == .usage)
            #expect(try await fixture.run(words + ["-y"]).output == "deleted 2 keys\n")
        }
        #expect(
            seen.map(\.line) == Array(repeating: "POST \(Self.path)/bulk/put", count: 2) + [
                "POST \(Self.path)/bulk/delete"
            ]
        )
        let first = try JSONDecoder().decode(WirePairsRequest.self, from: Data(try #require(seen.first).body.utf8))
        #expect(first.pairs.count == 1_000)
        let metadata = #"{"b":[1,"x",null]}"#
        #expect(first.pairs.first == WirePair(key: "0", value: "v", base64: true, ttl: 60, metadata: metadata))
        #expect(seen.last?.body == #"{"keys":["a","b"]}"#)
    }

    @Test(
        "a file that is none of pairs or keys is refused before anything is sent",
        arguments: [
            ("put", #"{"key":"a"}"#, "is not a list of pairs"), ("put", #"[{"key":"a"}]"#, "(at [0].value)"),
            ("get", #"[1]"#, "is not a list of keys"), ("delete", "[", "is not a list of keys"),
        ]
    )
    func malformed(command: String, text: String, complaint: String) async throws {
        let seen = try await RecordingServer.run { _, _ in
            RecordingServer.json("{}")
        } _: { fixture in
            try fixture.folder.write(text, to: "x.json")
            let outcome = try await fixture.run(["kv", "bulk", command, "x.json", "--namespace-id", Self.id, "-y"])
            #expect(outcome.code == .files)
            #expect(outcome.errors.contains(complaint), "\(outcome.errors)")
        }
        #expect(seen.isEmpty)
    }

    @Test("the namespace must be named, once, and deleting it needs a yes")
    func naming() async throws {
        let seen = try await RecordingServer.run { _, _ in
            RecordingServer.json(#"{"id":"\#(Self.id)","title":"my sessions","createdAt":"2026-11-21T15:00:00.000Z"}"#)
        } _: { fixture in
            let none = try await fixture.run("kv", "key", "list")
            #expect(none.code == .usage && none.errors.contains("error[namespace_missing]"))
            let both = try await fixture.run("kv", "key", "list", "--namespace-id", "x", "--binding", "Y")
            #expect(both.code == .usage && both.errors.contains("error[namespace_ambiguous]"))
            let deletion = try await fixture.run("kv", "namespace", "delete", "--namespace-id", Self.id)
            #expect(deletion.code == .usage)
            let made = try await fixture.run("kv", "namespace", "create", "my sessions")
            #expect(made.output.contains(#""binding": "MY_SESSIONS", "id": "\#(Self.id)""#))
        }
        #expect(seen.map(\.line) == ["GET \(Self.path)", "POST /api/v1/kv/namespaces"])
    }

    @Test("a binding is looked up in the project, in the environment that is meant")
    func binding() async throws {
        let seen = try await RecordingServer.run { _, _ in
            RecordingServer.json(#"{"items":[]}"#)
        } _: { fixture in
            try fixture.folder.write(
                """
                name = "hello"
                main = "a.js"
                [[kv_namespaces]]
                binding = "KV"
                id = "\(Self.id)"
                [env.staging]
                kv_namespaces = [{ binding = "KV", id = "\(String(repeating: "0", count: 32))" }]
                """,
                to: "wrangler.toml"
            )
            #expect(try await fixture.run("kv", "key", "list", "--binding", "KV").code == .success)
            #expect(try await fixture.run("kv", "key", "list", "--binding", "KV", "--env", "staging").code == .success)
            let missing = try await fixture.run("kv", "key", "list", "--binding", "OTHER")
            #expect(missing.code == .files && missing.errors.contains("error[binding_not_found]"))
        }
        let ids = seen.map { $0.line.split(separator: "/")[5] }
        #expect(ids.map(String.init) == [Self.id, String(repeating: "0", count: 32)])
    }

    @Test("batches are bounded by count and by bytes, and nothing is lost")
    func batches() {
        let items = Array(repeating: 3 << 20, count: 5) + [20 << 20] + Array(repeating: 1, count: 2_001)
        let batches = BulkBatches.of(items) { $0 }
        #expect(batches.map(\.count) == [2, 2, 1, 1, 1_000, 1_000, 1])
        #expect(batches.flatMap { $0 } == items)
        #expect(BulkBatches.of([Int](), size: { $0 }).isEmpty)
    }
}
