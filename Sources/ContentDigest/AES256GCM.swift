import COpenSSL

/// AES-256 in Galois/counter mode (NIST SP 800-38D) over OpenSSL, under one key.
///
/// What is sealed is a random nonce of 96 bits, the ciphertext and a tag of 128 bits, in this order. With random nonces
/// one key may seal up to 2³² texts (section 8.3). OpenSSL fails here only when it is out of memory or without its
/// default provider; neither can be recovered from.
public struct AES256GCM: Sendable {
    /// The bytes of a key.
    public static let keyByteCount = 32
    /// How many bytes sealing adds.
    public static let overhead = nonceByteCount + tagByteCount

    private static let nonceByteCount = 12
    private static let tagByteCount = 16

    private let key: [UInt8]

    /// Takes exactly ``keyByteCount`` bytes; `nil` for any other number.
    public init?(key: [UInt8]) {
        guard key.count == Self.keyByteCount else { return nil }
        self.key = key
    }

    /// Encrypts a text, and binds it to data that is not part of the result: it opens with the same data alone.
    public func seal(_ text: [UInt8], binding data: [UInt8]) -> [UInt8] {
        let nonce = SecureBytes.random(count: Self.nonceByteCount)
        let context = Context()
        var encrypted = [UInt8](repeating: 0, count: text.count)
        var tag = [UInt8](repeating: 0, count: Self.tagByteCount)
        var count: Int32 = 0
        let isSealed =
            EVP_EncryptInit_ex(context.handle, EVP_aes_256_gcm(), nil, key, nonce) == 1
            && EVP_EncryptUpdate(context.handle, nil, &count, data, Int32(data.count)) == 1
            && EVP_EncryptUpdate(context.handle, &encrypted, &count, text, Int32(text.count)) == 1
            && EVP_EncryptFinal_ex(context.handle, nil, &count) == 1
            && EVP_CIPHER_CTX_ctrl(context.handle, EVP_CTRL_AEAD_GET_TAG, Int32(tag.count), &tag) == 1
        guard isSealed else { fatalError("AES-256-GCM failed") }
        return nonce + encrypted + tag
    }

    /// Returns the text; `nil` unless this key sealed exactly these bytes with exactly this data.
    public func open(_ sealed: [UInt8], binding data: [UInt8]) -> [UInt8]? {
        guard sealed.count >= Self.overhead else { return nil }
        let nonce = Array(sealed.prefix(Self.nonceByteCount))
        var tag = Array(sealed.suffix(Self.tagByteCount))
        let encrypted = Array(sealed.dropFirst(Self.nonceByteCount).dropLast(Self.tagByteCount))
        let context = Context()
        var text = [UInt8](repeating: 0, count: encrypted.count)
        var count: Int32 = 0
        let isRead =
            EVP_DecryptInit_ex(context.handle, EVP_aes_256_gcm(), nil, key, nonce) == 1
            && EVP_DecryptUpdate(context.handle, nil, &count, data, Int32(data.count)) == 1
            && EVP_DecryptUpdate(context.handle, &text, &count, encrypted, Int32(encrypted.count)) == 1
            && EVP_CIPHER_CTX_ctrl(context.handle, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), &tag) == 1
        guard isRead else { fatalError("AES-256-GCM failed") }
        // This compares the tags; until it agrees, the text is nobody's.
        return EVP_DecryptFinal_ex(context.handle, nil, &count) == 1 ? text : nil
    }

    /// What OpenSSL works with during one call.
    private struct Context: ~Copyable {
        let handle: OpaquePointer

        init() {
            guard let handle = EVP_CIPHER_CTX_new() else { fatalError("OpenSSL has no cipher") }
            self.handle = handle
        }

        deinit {
            EVP_CIPHER_CTX_free(handle)
        }
    }
}

extension AES256GCM: CustomStringConvertible, CustomReflectable {
    /// Never the key, wherever it is printed.
    public var description: String { "AES-256-GCM" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
