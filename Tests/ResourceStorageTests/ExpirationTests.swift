import FoundationEssentials
import ReleaseModel
import ResourceStorage
import Testing

@Suite("An expiration", .timeLimit(.minutes(1)))
struct ExpirationTests {
    @Test(
        "ends a pair with its second, for every way to read it",
        arguments: [KVExpiration.at(secondsSince1970: 1_800_000_100), .after(seconds: 100)]
    )
    func endsPair(expiration: KVExpiration) async throws {
        try await TestResources.withNamespace { store, namespace in
            let key = try KVKey("key")
            try await store.kv.put(.example("key", expiration: expiration), in: namespace, now: .example())
            for (second, isThere) in [(0, true), (99, true), (100, false), (101, false)] {
                let now = Date.example(second)
                #expect(try await (store.kv.entry(key, in: namespace, now: now) != nil) == isThere)
                #expect(try await (store.kv.entries([key], in: namespace, now: now).count == 1) == isThere)
                #expect(try await store.kv.names(in: namespace, now: now) == (isThere ? ["key"] : []))
            }
        }
    }

    @Test(
        "is at least a minute away, and not beyond the year 9999",
        arguments: [
            (.after(seconds: 60), true), (.after(seconds: 59), false), (.after(seconds: 0), false),
            (.after(seconds: Int.min), false), (.at(secondsSince1970: 1_800_000_060), true),
            (.at(secondsSince1970: 1_800_000_059), false), (.at(secondsSince1970: 0), false),
            (.at(secondsSince1970: Int.min), false),
        ] as [(KVExpiration, Bool)]
    )
    func isNotTooSoon(expiration: KVExpiration, isAccepted: Bool) async throws {
        try await TestResources.withNamespace { store, namespace in
            // Half a second later is the same second.
            let now = Date.example().addingTimeInterval(0.5)
            let refusal = await outcome {
                try await store.kv.put(.example("key", expiration: expiration), in: namespace, now: now)
            }
            #expect(refusal == (isAccepted ? nil : .expirationTooSoon(expiration)))
            let names = try await store.kv.names(in: namespace)
            #expect(names == (isAccepted ? ["key"] : []))
        }
    }

    @Test(
        "is refused beyond the year 9999",
        arguments: [
            .after(seconds: Int.max), .after(seconds: KVExpiration.latest),
            .at(secondsSince1970: KVExpiration.latest + 1), .at(secondsSince1970: Int.max),
        ] as [KVExpiration]
    )
    func isNotTooLate(expiration: KVExpiration) async throws {
        try await TestResources.withNamespace { store, namespace in
            let last = KVExpiration.at(secondsSince1970: KVExpiration.latest)
            try await store.kv.put(.example("last", expiration: last), in: namespace, now: .example())
            await #expect(throws: ResourceError.expirationTooLate(expiration)) {
                try await store.kv.put(.example("key", expiration: expiration), in: namespace, now: .example())
            }
        }
    }

    @Test("lets its pair be swept away, some at a time, and never one that is still there")
    func isSwept() async throws {
        try await TestResources.withPath { path in
            try await TestResources.open(path) { store in
                let kv = store.kv
                let namespace = try await kv.createNamespace("CACHE", of: .ada, now: .example()).reference
                let pairs = try (0..<300).map { try KVPair.example("a-\($0)", expiration: .after(seconds: 60)) }
                try await kv.put(pairs, in: namespace, now: .example())
                try await kv.put(.example("later", expiration: .after(seconds: 61)), in: namespace, now: .example())
                try await kv.put(.example("never"), in: namespace, now: .example())
                #expect(try await store.sweep(now: .example(59)).isDone)
                #expect(try await store.sweep(now: .example(60)).expired == 256)
                #expect(try await store.sweep(now: .example(60)).expired == 44)
                #expect(try await store.sweep(now: .example(60)).isDone)
                #expect(try await kv.names(in: namespace, now: .example(60)) == ["later", "never"])
            }
            #expect(try TestResources.integer("SELECT count(*) FROM kv_pair", in: path) == 2)
        }
    }

    @Test("of large values is swept in steps of about 16 MiB")
    func sweepsByBytes() async throws {
        try await TestResources.withNamespace { store, namespace in
            let value = [UInt8](repeating: 1, count: 12 << 20)
            for number in 0..<3 {
                let pair = try KVPair(key: KVKey("\(number)"), value: value, expiration: .after(seconds: 60))
                try await store.kv.put(pair, in: namespace, now: .example())
            }
            #expect(try await store.sweep(now: .example(60)).expired == 2)
            #expect(try await store.sweep(now: .example(60)).expired == 1)
        }
    }
}
