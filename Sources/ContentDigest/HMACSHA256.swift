import COpenSSL

/// HMAC-SHA-256 (RFC 2104).
public enum HMACSHA256 {
    /// Returns the 32 bytes of the code.
    public static func code(for bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: SHA256.byteCount)
        guard HMAC(EVP_sha256(), key, Int32(key.count), bytes, bytes.count, &code, nil) != nil else {
            fatalError("OpenSSL has no HMAC")
        }
        return code
    }
}
