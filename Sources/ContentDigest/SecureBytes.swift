import COpenSSL

/// Bytes that nobody can guess, and comparison that tells nobody where two texts differ.
public enum SecureBytes {
    /// Returns random bytes of cryptographic quality.
    public static func random(count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        guard RAND_bytes(&bytes, Int32(count)) == 1 else { fatalError("the system gives no random bytes") }
        return bytes
    }

    /// Compares in a time that depends on the lengths alone.
    public static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
    }
}
