import COpenSSL

/// HMAC-SHA-1 (RFC 2104), for signatures of clients that know no other.
///
/// SHA-1's collisions do not weaken it here: a code is forged by who has the key, or found by trying.
public enum HMACSHA1 {
    /// The bytes of a code.
    public static let byteCount = 20

    /// Returns the 20 bytes of the code.
    public static func code(for bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: byteCount)
        guard HMAC(EVP_sha1(), key, Int32(key.count), bytes, bytes.count, &code, nil) != nil else {
            fatalError("OpenSSL has no HMAC")
        }
        return code
    }
}
