import FoundationEssentials
import ReleaseModel
import ResourceStorage
import Testing

@Suite("A list of keys", .timeLimit(.minutes(1)))
struct KeyListTests {
    @Test("is ordered by the bytes of the keys, and tells their expiration and metadata")
    func ordersByBytes() async throws {
        try await TestResources.withNamespace { store, namespace in
            let names = ["b", "a", "aa", "A", "é", "\u{1F600}", "\u{FFFD}", "a\u{0}"]
            try await store.kv.put(names.map { try .example($0) }, in: namespace, now: .example())
            #expect(
                try await store.kv.names(in: namespace) == [
                    "A", "a", "a\u{0}", "aa", "b", "é", "\u{FFFD}", "\u{1F600}",
                ]
            )
            let described = try KVPair.example(
                "c",
                metadata: "{\"m\":1}",
                expiration: .at(secondsSince1970: 1_900_000_000)
            )
            try await store.kv.put(described, in: namespace, now: .example())
            let listed = try await store.kv.keys(prefix: "c", in: namespace, now: .example())
            #expect(listed.keys.map(\.key.text) == ["c"])
            #expect(listed.keys.map(\.expiration) == [1_900_000_000])
            #expect(listed.keys.map(\.metadata) == ["{\"m\":1}"])
            #expect(listed.isComplete)
        }
    }

    @Test(
        "has the keys that begin with the prefix, and no others",
        arguments: [
            ("", ["user", "user:1", "user:2", "user:é", "user:\u{10FFFF}", "userx", "v"]),
            ("user", ["user", "user:1", "user:2", "user:é", "user:\u{10FFFF}", "userx"]),
            ("user:", ["user:1", "user:2", "user:é", "user:\u{10FFFF}"]),
            ("user:é", ["user:é"]), ("user:\u{10FFFF}", ["user:\u{10FFFF}"]), ("w", []), ("usé", []),
        ]
    )
    func honoursPrefix(prefix: String, expected: [String]) async throws {
        try await TestResources.withNamespace { store, namespace in
            let names = ["v", "user:2", "user:1", "user", "user:\u{10FFFF}", "user:é", "userx"]
            try await store.kv.put(names.map { try .example($0) }, in: namespace, now: .example())
            #expect(try await store.kv.names(prefix: prefix, in: namespace) == expected)
            #expect(try await store.kv.names(prefix: prefix, limit: 1, in: namespace) == expected)
            #expect(try await store.kv.names(prefix: prefix, limit: 2, in: namespace) == expected)
        }
    }

    @Test("that is read while others write has every key that stays, once")
    func isStable() async throws {
        try await TestResources.withNamespace { store, namespace in
            func name(_ number: Int) -> String { "key-\(number < 10 ? "0" : "")\(number)" }
            try await store.kv.put((0..<40).map { try .example(name($0)) }, in: namespace, now: .example())
            let names = try await store.kv.names(limit: 5, in: namespace) { page in
                // The key that the cursor stands on goes, and one comes on either side of it.
                let last = page * 5 + 4
                try await store.kv.delete(KVKey(name(last)), in: namespace)
                try await store.kv.put(.example("\(name(last - 2))-new"), in: namespace, now: .example())
                try await store.kv.put(.example(name(last), "again"), in: namespace, now: .example())
                try await store.kv.delete(KVKey(name(last)), in: namespace)
            }
            #expect(names == (0..<40).map(name))
        }
    }

    @Test("ends exactly when there is nothing left")
    func endsExactly() async throws {
        try await TestResources.withNamespace { store, namespace in
            try await store.kv.put((0..<4).map { try .example("key-\($0)") }, in: namespace, now: .example())
            let first = try await store.kv.keys(limit: 2, in: namespace, now: .example())
            #expect(!first.isComplete)
            let second = try await store.kv.keys(limit: 2, from: first.cursor, in: namespace, now: .example())
            #expect(second.keys.count == 2 && second.isComplete)
            let whole = try await store.kv.keys(limit: 4, from: "", in: namespace, now: .example())
            #expect(whole.keys.count == 4 && whole.isComplete)
        }
    }

    @Test("has pages of 1 to 1,000", arguments: [0, 1, 1_000, 1_001])
    func boundsPages(limit: Int) async throws {
        try await TestResources.withNamespace { store, namespace in
            let refusal = await outcome { _ = try await store.kv.keys(limit: limit, in: namespace, now: .example()) }
            #expect(refusal == ((1...1_000).contains(limit) ? nil : .overLimit(.keysPerPage, found: limit)))
        }
    }

    @Test("refuses a cursor that is none of its own", arguments: ["!", "A", "dXNlcjox=", "Ym9vOjE", "\u{0}"])
    func refusesForeignCursor(cursor: String) async throws {
        try await TestResources.withNamespace { store, namespace in
            await #expect(throws: ResourceError.cursorInvalid(cursor)) {
                try await store.kv.keys(prefix: "user:", from: cursor, in: namespace, now: .example())
            }
        }
    }

    @Test("passes over what has expired, and so many of them at a time that a page stays short")
    func passesOverExpired() async throws {
        try await TestResources.withNamespace { store, namespace in
            let expired = try (0..<10_000).map { try KVPair.example("a-\($0)", expiration: .after(seconds: 60)) }
            try await store.kv.put(expired, in: namespace, now: .example())
            try await store.kv.put(["b-1", "b-2"].map { try .example($0) }, in: namespace, now: .example())
            let first = try await store.kv.keys(limit: 1, in: namespace, now: .example(60))
            #expect(first.keys.map(\.key.text) == ["b-1"] && !first.isComplete)
            try await store.kv.put([.example("a-x", expiration: .after(seconds: 60))], in: namespace, now: .example())
            try await store.kv.put([.example("a-y", expiration: .after(seconds: 60))], in: namespace, now: .example())
            let second = try await store.kv.keys(limit: 1, in: namespace, now: .example(60))
            #expect(second.keys == [] && !second.isComplete)
            #expect(try await store.kv.names(limit: 1, in: namespace, now: .example(60)) == ["b-1", "b-2"])
        }
    }
}
