import FoundationEssentials
public import ReleaseModel

/// Texts that nobody can guess, and what is stored in their place.
public enum TokenSecret {
    /// The random bytes of a secret.
    public static let byteCount = 32

    /// Makes a secret of 43 URL-safe characters behind a prefix, by which scanners for leaked credentials recognise it.
    ///
    /// `randomBytes` returns as many bytes of cryptographic quality as it is asked for.
    public static func make(prefix: String, randomBytes: (Int) -> [UInt8]) -> String {
        let text = Data(randomBytes(byteCount)).base64EncodedString()
        return prefix + text.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// Returns what a store knows a secret by.
    public static func hash(of secret: String) -> Digest {
        Digest(sha256: Array(secret.utf8))
    }
}
