import ContentDigest
import Glibc
import ReleaseModel

/// The engine's executable, found to be what it should be.
struct EngineBinary: Sendable {
    let path: String
    /// Whether its digest was compared with an expected one.
    let isVerified: Bool

    /// Reads the whole executable once: about a tenth of a second.
    init(_ configuration: EngineConfiguration) throws(RuntimeError) {
        path = configuration.denoPath
        guard access(path, X_OK) == 0 else { throw .engineMissing(path: path, code: errno) }
        let harness = configuration.harnessDirectory + "/main.js"
        guard access(harness, R_OK) == 0 else { throw .harnessMissing(path: harness, code: errno) }
        isVerified = try Self.verify(path, configuration.denoDigest)
    }

    /// Compares an executable with what it should be; returns whether that is known.
    static func verify(_ path: String, _ expected: Digest?) throws(RuntimeError) -> Bool {
        guard let expected else { return false }
        let found = try digest(of: path)
        guard found == expected else { throw .engineAltered(path: path, expected: expected, found: found) }
        return true
    }

    private static func digest(of path: String) throws(RuntimeError) -> Digest {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .engineMissing(path: path, code: errno) }
        defer { close(descriptor) }
        var hash = SHA256()
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            guard count >= 0 else { throw .engineMissing(path: path, code: errno) }
            if count == 0 { break }
            buffer.withUnsafeBytes { hash.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
        guard let digest = Digest(hash.finalize()) else { preconditionFailure("SHA-256 yields 32 bytes") }
        return digest
    }
}
