import ReleaseCore
import Testing

extension KeyRing {
    /// Keys of constant bytes.
    static func example() throws -> KeyRing {
        let key = [UInt8](repeating: 7, count: keyByteCount)
        return try #require(KeyRing(digestKey: key, sealingKeys: ["1": key], current: "1"))
    }
}
