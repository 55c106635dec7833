import ReleaseModel
import ResourceStorage
import SQLiteAccess
import Testing

@Suite("A pair", .timeLimit(.minutes(1)))
struct PairTests {
    @Test("reads back as it was put", arguments: [0, 1, 5_000, 25 << 20])
    func roundTrips(size: Int) async throws {
        try await TestResources.withNamespace { store, namespace in
            let value = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
                for index in 0..<size { buffer[index] = UInt8(truncatingIfNeeded: index &* 31) }
                count = size
            }
            let key = try KVKey("a key")
            let pair = try KVPair(key: key, value: value, metadata: #"{"a":[1,"ü"]}"#, expiration: .after(seconds: 60))
            try await store.kv.put(pair, in: namespace, now: .example())
            let entry = try await store.kv.entry(key, in: namespace, now: .example())
            #expect(entry?.value == value)
            #expect(entry?.metadata == #"{"a":[1,"ü"]}"#)
            #expect(entry?.expiration == 1_800_000_060)
        }
    }

    @Test("is replaced as a whole by the next one under its key, and is gone when deleted")
    func replacesWhole() async throws {
        try await TestResources.withNamespace { store, namespace in
            let key = try KVKey("key")
            let first = try KVPair.example("key", "1", metadata: "[1]", expiration: .after(seconds: 600))
            try await store.kv.put(first, in: namespace, now: .example())
            try await store.kv.put(.example("key", "2"), in: namespace, now: .example())
            let entry = try await store.kv.entry(key, in: namespace, now: .example(10_000))
            #expect(entry == KVEntry(value: Array("2".utf8), metadata: nil, expiration: nil))
            try await store.kv.delete(key, in: namespace)
            try await store.kv.delete(key, in: namespace)
            #expect(try await store.kv.entry(key, in: namespace, now: .example()) == nil)
        }
    }

    @Test(
        "has a key of 1 to 512 bytes, which is neither . nor ..",
        arguments: [
            ("", .keyEmpty), (".", .keyReserved(".")), ("..", .keyReserved("..")), ("...", nil), (" ", nil),
            ("a/b?c#d%2e", nil), ("\u{0}", nil), (String(repeating: "k", count: 512), nil),
            (String(repeating: "k", count: 513), .overLimit(.keyBytes, found: 513)),
            (String(repeating: "ü", count: 256), nil),
            (String(repeating: "ü", count: 257), .overLimit(.keyBytes, found: 514)),
        ] as [(String, ResourceError?)]
    )
    func keysAreBounded(key: String, expected: ResourceError?) async throws {
        try await TestResources.withNamespace { store, namespace in
            let refusal = await outcome {
                try await store.kv.put(.example(key, "found"), in: namespace, now: .example())
            }
            #expect(refusal == expected)
            let names = try await store.kv.names(in: namespace)
            #expect(names == (expected == nil ? [key] : []))
            if expected == nil { #expect(try await store.kv.text(key, in: namespace) == "found") }
        }
    }

    @Test("is told apart from one whose key looks the same but has other bytes")
    func comparesBytes() async throws {
        try await TestResources.withNamespace { store, namespace in
            let pairs = try [KVPair.example("\u{E9}", "composed"), .example("e\u{301}", "decomposed")]
            try await store.kv.put(pairs, in: namespace, now: .example())
            #expect(try await store.kv.text("\u{E9}", in: namespace) == "composed")
            #expect(try await store.kv.text("e\u{301}", in: namespace) == "decomposed")
            let entries = try await store.kv.entries(pairs.map(\.key), in: namespace, now: .example())
            #expect(entries.count == 2)
        }
    }

    @Test("is not larger than the limits", arguments: [0, 1])
    func isBounded(excess: Int) throws {
        let key = try KVKey("key")
        let value = [UInt8](repeating: 1, count: (25 << 20) + excess)
        let metadata = "\"" + String(repeating: "m", count: 1_022 + excess) + "\""
        func refusal(_ make: () throws(ResourceError) -> Void) -> ResourceError? {
            do {
                try make()
                return nil
            } catch {
                return error
            }
        }
        let ofValue = refusal { () throws(ResourceError) in _ = try KVPair(key: key, value: value) }
        let ofMetadata = refusal { () throws(ResourceError) in _ = try KVPair(key: key, value: [], metadata: metadata) }
        #expect(ofValue == (excess == 0 ? nil : .overLimit(.valueBytes, found: (25 << 20) + 1)))
        #expect(ofMetadata == (excess == 0 ? nil : .overLimit(.metadataBytes, found: 1_025)))
    }

    @Test(
        "has JSON for metadata or none",
        arguments: [
            (#"{"a":1}"#, true), (#""text""#, true), ("1e3", true), (" [ ] ", true), ("null", true), ("", false),
            ("{", false), ("{a:1}", false), ("01", false), ("'text'", false), ("[1,]", false), ("NaN", false),
        ]
    )
    func metadataIsJSON(metadata: String, isAccepted: Bool) async throws {
        try await TestResources.withNamespace { store, namespace in
            let pairs = try [KVPair.example("before"), .example("key", metadata: metadata)]
            let refusal = await outcome { try await store.kv.put(pairs, in: namespace, now: .example()) }
            #expect(refusal == (isAccepted ? nil : .metadataInvalid(try KVKey("key"))))
            let names = try await store.kv.names(in: namespace)
            #expect(names == (isAccepted ? ["before", "key"] : []))
            let stored = try await store.kv.entry(KVKey("key"), in: namespace, now: .example())?.metadata
            #expect(stored == (isAccepted && metadata != "null" ? metadata : nil))
        }
    }

    @Test("is not stored when the disk has no more than its reserve; reading and deleting go on")
    func keepsReserve() async throws {
        try await TestResources.withPath { path in
            let namespace = try await TestResources.open(path) { store in
                let namespace = try await store.kv.createNamespace("CACHE", of: .ada, now: .example()).reference
                try await store.kv.put(.example("old"), in: namespace, now: .example())
                return namespace
            }
            try await TestResources.open(path, reserve: .bytes(Int.max)) { store in
                let refusal = await outcome {
                    try await store.kv.put(.example("new"), in: namespace, now: .example())
                }
                guard case .diskReserve(_, Int.max) = refusal else {
                    Issue.record("\(String(describing: refusal))")
                    return
                }
                #expect(try await store.kv.names(in: namespace) == ["old"])
                try await store.kv.delete(KVKey("old"), in: namespace)
                #expect(try await store.kv.names(in: namespace) == [])
            }
        }
    }
}
