import ContentDigest
public import ReleaseModel

/// The keys of a store's secrets; they are kept apart from the store.
///
/// One key makes fingerprints and is never rotated, since fingerprints are part of versions' digests. Of the keys that
/// seal, the current one seals what comes, and all of them open what they have sealed. A key's identity is never used
/// for another key, so that a key that is not there is told apart from text that was tampered with.
public struct KeyRing: Sendable {
    /// The bytes of every key.
    public static let keyByteCount = AES256GCM.keyByteCount
    /// The longest identity of a key, in bytes.
    public static let maximumIdentityLength = 64

    private let digestKey: [UInt8]
    private let ciphers: [String: AES256GCM]
    private let current: (identity: String, cipher: AES256GCM)

    /// Takes keys of ``keyByteCount`` bytes, the sealing ones by their identities; `nil` when one is longer or shorter,
    /// an identity is empty or too long, or the current key is not among them.
    public init?(digestKey: [UInt8], sealingKeys: [String: [UInt8]], current: String) {
        guard digestKey.count == Self.keyByteCount else { return nil }
        var ciphers: [String: AES256GCM] = [:]
        for (identity, key) in sealingKeys {
            guard (1...Self.maximumIdentityLength).contains(identity.utf8.count), let cipher = AES256GCM(key: key)
            else { return nil }
            ciphers[identity] = cipher
        }
        guard let cipher = ciphers[current] else { return nil }
        self.digestKey = digestKey
        self.ciphers = ciphers
        self.current = (current, cipher)
    }

    /// The identities of all keys that open.
    public var identities: Set<String> { Set(ciphers.keys) }

    /// Returns what versions and logs hold in place of a text: the same for the same text at the same place only.
    public func fingerprint(of text: String, at place: SecretPlace) -> Digest {
        guard let digest = Digest(HMACSHA256.code(for: place.bytes(with: text), key: digestKey)) else {
            preconditionFailure("SHA-256 has 32 bytes")
        }
        return digest
    }

    /// Seals a text with the current key; the result differs each time, and nothing depends on how.
    public func seal(_ text: String, at place: some SealPlace) -> SealedText {
        let data = place.bytes(with: current.identity)
        return SealedText(key: current.identity, bytes: current.cipher.seal(Array(text.utf8), binding: data))
    }

    /// Returns the text that was sealed at this place.
    public func open(_ sealed: SealedText, at place: some SealPlace) throws(Refusal) -> String {
        guard let cipher = ciphers[sealed.key] else { throw .keyMissing }
        let opened = cipher.open(sealed.bytes, binding: place.bytes(with: sealed.key))
        guard let opened, let text = String(validating: opened, as: UTF8.self) else { throw .forged }
        return text
    }

    /// Returns an authentication code of what the server itself has written for one purpose, to know it again.
    ///
    /// It holds as long as the store, and no code of one purpose is one of another.
    public func code(for bytes: [UInt8], purpose: StaticString) -> [UInt8] {
        let key = HMACSHA256.code(for: Array("purpose \(purpose)".utf8), key: digestKey)
        return HMACSHA256.code(for: bytes, key: key)
    }

    /// Why a sealed text does not open.
    public enum Refusal: Error, Sendable, Hashable {
        /// The key that sealed it is not on the ring.
        case keyMissing
        /// It was not sealed for this place, or was changed since.
        case forged
    }
}

extension KeyRing: CustomStringConvertible, CustomReflectable {
    /// Never a key, wherever it is printed.
    public var description: String { "\(ciphers.count) keys" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
