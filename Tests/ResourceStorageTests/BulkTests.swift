import ReleaseModel
import Testing

@testable import ResourceStorage

@Suite("A bulk call", .timeLimit(.minutes(1)))
struct BulkTests {
    @Test("stores its pairs in order: of two with one key the later stays")
    func putsInOrder() async throws {
        try await TestResources.withNamespace { store, namespace in
            let pairs = try [("a", "1"), ("b", "2"), ("a", "3")].map { try KVPair.example($0.0, $0.1) }
            try await store.kv.put(pairs, in: namespace, now: .example())
            #expect(try await store.kv.text("a", in: namespace) == "3")
            #expect(try await store.kv.text("b", in: namespace) == "2")
            try await store.kv.put([], in: namespace, now: .example())
        }
    }

    @Test("changes nothing when one of its pairs is refused")
    func refusesWhole() async throws {
        try await TestResources.withNamespace { store, namespace in
            let tooSoon = KVExpiration.after(seconds: 59)
            let pairs = try [KVPair.example("fine"), .example("late", expiration: tooSoon)]
            let refusal = await outcome { try await store.kv.put(pairs, in: namespace, now: .example()) }
            #expect(refusal == .expirationTooSoon(tooSoon))
            #expect(try await store.kv.names(in: namespace) == [])
        }
    }

    @Test("takes as many pairs and keys as its limits say, and refuses one more")
    func countsPairs() async throws {
        try await TestResources.withNamespace { store, namespace in
            let pairs = try (0...10_000).map { try KVPair.example("key-\($0)", "v") }
            let keys = pairs.map(\.key)
            #expect(
                await outcome { try await store.kv.put(pairs, in: namespace, now: .example()) }
                    == .overLimit(.pairsPerBulkPut, found: 10_001)
            )
            #expect(try await store.kv.names(in: namespace) == [])
            try await store.kv.put(Array(pairs.dropLast()), in: namespace, now: .example())
            #expect(try await store.kv.names(in: namespace).count == 10_000)

            #expect(
                await outcome {
                    _ = try await store.kv.entries(Array(keys.prefix(101)), in: namespace, now: .example())
                }
                    == .overLimit(.keysPerBulkGet, found: 101)
            )
            let entries = try await store.kv.entries(Array(keys.prefix(100)), in: namespace, now: .example())
            #expect(entries.count == 100)

            #expect(
                await outcome { try await store.kv.delete(keys, in: namespace) }
                    == .overLimit(.keysPerBulkDelete, found: 10_001)
            )
            try await store.kv.delete(Array(keys.dropLast()), in: namespace)
            #expect(try await store.kv.names(in: namespace) == [])
        }
    }

    @Test("has a limit of bytes, for what it stores and for what it answers")
    func countsBytes() async throws {
        try await TestResources.withNamespace { store, namespace in
            let value = [UInt8](repeating: 7, count: 25 << 20)
            let large = try (0..<4).map { try KVPair(key: KVKey("large-\($0)"), value: value) }
            #expect(
                await outcome { try await store.kv.put(large, in: namespace, now: .example()) }
                    == .overLimit(.bytesPerBulkPut, found: (100 << 20) + 4 * "large-0".utf8.count)
            )
            #expect(try await store.kv.names(in: namespace) == [])
            try await store.kv.put([large[0], .example("small", "x")], in: namespace, now: .example())
            let single = try await store.kv.entries([large[0].key], in: namespace, now: .example())
            #expect(single[large[0].key]?.value.count == 25 << 20)
            #expect(
                await outcome {
                    _ = try await store.kv.entries([large[0].key, KVKey("small")], in: namespace, now: .example())
                } == .overLimit(.bytesPerBulkGet, found: (25 << 20) + 1)
            )
        }
    }

    @Test("answers what is there, and leaves out what is not or has expired")
    func getsWhatIsThere() async throws {
        try await TestResources.withNamespace { store, namespace in
            let pairs = try [KVPair.example("here"), .example("gone", expiration: .after(seconds: 60))]
            try await store.kv.put(pairs, in: namespace, now: .example())
            let keys = try ["here", "gone", "never", "here"].map { try KVKey($0) }
            let entries = try await store.kv.entries(keys, in: namespace, now: .example(60))
            #expect(entries.keys.map(\.text) == ["here"])
        }
    }

    @Test(
        "is written in batches of about 4 MiB, a larger pair in one of its own",
        arguments: [
            ([], []), ([1], [0..<1]), ([25], [0..<1]), ([1, 1, 1, 1], [0..<3, 3..<4]),
            ([25, 1, 25], [0..<1, 1..<2, 2..<3]),
        ] as [([Int], [Range<Int>])]
    )
    func cutsBatches(megabytes: [Int], expected: [Range<Int>]) throws {
        let pairs = try megabytes.map { try KVPair(key: KVKey("k"), value: [UInt8](repeating: 0, count: $0 << 20)) }
        #expect(KVStore.batches(of: pairs) == expected)
    }
}
