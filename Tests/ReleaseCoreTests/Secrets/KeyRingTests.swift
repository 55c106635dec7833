import ContentDigest
import FoundationEssentials
import ReleaseCore
import ReleaseModel
import Testing

@Suite("A ring of keys")
struct KeyRingTests {
    private static let account = Account.ID(UUID())
    private static let place = SecretPlace("TOKEN", of: workload("hello"))

    /// Every place that differs from ``place`` in one part, and two whose parts only run together alike.
    private static let elsewhere = [
        SecretPlace("TOKEN", of: workload("hello", account: Account.ID(UUID()))),
        SecretPlace("TOKEN", of: workload("hello", kind: .flow)),
        SecretPlace("TOKEN", of: workload("other")),
        SecretPlace("OTHER", of: workload("hello")),
        SecretPlace("", of: workload("helloTOKEN")),
        SecretPlace("oTOKEN", of: workload("hell")),
    ]

    @Test("seals for one place: at any other the seal does not open, and the fingerprint differs")
    func bindsPlace() throws {
        let ring = try Self.ring()
        let sealed = ring.seal("text", at: Self.place)
        #expect(try ring.open(sealed, at: Self.place) == "text")
        for other in Self.elsewhere {
            #expect(throws: KeyRing.Refusal.forged, "\(other)") { try ring.open(sealed, at: other) }
            #expect(ring.fingerprint(of: "text", at: other) != ring.fingerprint(of: "text", at: Self.place))
        }
    }

    @Test("seals for one access key: at any other, or at a binding, the seal does not open")
    func bindsAccessKey() throws {
        let ring = try Self.ring()
        func place(_ id: String, _ account: Account.ID) throws -> AccessKeyPlace {
            let id = try #require(AccessKey.ID(id))
            return AccessKeyPlace(
                AccessKey(id: id, account: account, owner: "anna", scopes: [.read], createdAt: Date())
            )
        }
        let own = try place("LTAIa", Self.account)
        let sealed = ring.seal("text", at: own)
        #expect(try ring.open(sealed, at: own) == "text")
        for other in [try place("LTAIb", Self.account), try place("LTAIa", Account.ID(UUID()))] {
            #expect(throws: KeyRing.Refusal.forged) { try ring.open(sealed, at: other) }
        }
        #expect(throws: KeyRing.Refusal.forged) { try ring.open(sealed, at: Self.place) }
        #expect(throws: KeyRing.Refusal.forged) { try ring.open(ring.seal("text", at: Self.place), at: own) }
    }

    @Test("has a fingerprint per text that tells nothing without the key")
    func fingerprints() throws {
        let ring = try Self.ring()
        let fingerprint = ring.fingerprint(of: "text", at: Self.place)
        #expect(ring.fingerprint(of: "text", at: Self.place) == fingerprint)
        #expect(ring.fingerprint(of: "text2", at: Self.place) != fingerprint)
        #expect(try Self.ring(digestKey: 9).fingerprint(of: "text", at: Self.place) != fingerprint)
        #expect(try Self.ring(current: "b").fingerprint(of: "text", at: Self.place) == fingerprint)
    }

    @Test("opens with the key that sealed, under its own identity, and says when it has not got it")
    func rotates() throws {
        let sealed = try Self.ring().seal("text", at: Self.place)
        #expect(sealed.key == "a")
        #expect(try Self.ring(current: "b").open(sealed, at: Self.place) == "text")
        let without = try Self.ring(["b": 2], current: "b")
        #expect(throws: KeyRing.Refusal.keyMissing) { try without.open(sealed, at: Self.place) }
        // The same key by another name: the identity is part of what is bound.
        let renamed = try Self.ring(["b": 1], current: "b")
        #expect(throws: KeyRing.Refusal.forged) {
            try renamed.open(SealedText(key: "b", bytes: sealed.bytes), at: Self.place)
        }
    }

    @Test("takes whole keys only, and the current one among them")
    func refusesKeys() {
        let key = [UInt8](repeating: 1, count: KeyRing.keyByteCount)
        let short = [UInt8](key.dropLast())
        #expect(KeyRing(digestKey: short, sealingKeys: ["a": key], current: "a") == nil)
        #expect(KeyRing(digestKey: key, sealingKeys: ["a": short], current: "a") == nil)
        #expect(KeyRing(digestKey: key, sealingKeys: ["a": key], current: "b") == nil)
        #expect(KeyRing(digestKey: key, sealingKeys: ["": key], current: "") == nil)
        #expect(KeyRing(digestKey: key, sealingKeys: [:], current: "a") == nil)
        #expect(KeyRing(digestKey: key, sealingKeys: ["a": key], current: "a") != nil)
    }

    @Test("does not print its keys")
    func hidesKeys() throws {
        let ring = try Self.ring(["a": 171], digestKey: 173, current: "a")
        var dumped = ""
        dump(ring, to: &dumped)
        for text in ["\(ring)", String(reflecting: ring), dumped] {
            #expect(!text.contains("171") && !text.contains("173"), "\(text)")
        }
    }

    private static func workload(
        _ name: String,
        kind: Workload.Kind = .worker,
        account: Account.ID = account
    ) -> WorkloadName {
        WorkloadName(account: account, kind: kind, name: name)
    }

    private static func ring(
        _ keys: [String: UInt8] = ["a": 1, "b": 2],
        digestKey: UInt8 = 3,
        current: String = "a"
    ) throws -> KeyRing {
        func key(_ byte: UInt8) -> [UInt8] { [UInt8](repeating: byte, count: KeyRing.keyByteCount) }
        return try #require(
            KeyRing(digestKey: key(digestKey), sealingKeys: keys.mapValues(key), current: current)
        )
    }
}
