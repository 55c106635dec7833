import ContentDigest
import FoundationEssentials
import Glibc
import ReleaseCore

/// The file that holds the keys of a store's secrets, for its owner alone.
///
/// It is made at the first start and never changed after that. Whoever has it and the store can read every secret.
struct SecretKeyFile: Sendable {
    /// The longest file that is read, in bytes; room for hundreds of keys.
    static let maximumBytes = 64 << 10

    let path: String

    init(_ folder: HomeFolder) {
        path = folder.secretKeys
    }

    /// Makes the file unless it is there; the home must be locked.
    func ensure() throws(StartFailure) {
        guard try contents() == nil else {
            _ = try load()
            return
        }
        try PrivateFile.write(try Record.random().text + "\n", to: path)
    }

    /// Returns the keys; `nil` when there is no such file.
    func load() throws(StartFailure) -> KeyRing? {
        guard let bytes = try contents() else { return nil }
        guard let record = try? JSONDecoder().decode(Record.self, from: Data(bytes)), let keys = record.keyRing else {
            throw StartFailure(
                "\(path) is not a file of keys",
                code: "secret_keys_damaged",
                nextStep: "Put a copy of it back; without its keys no secret that they sealed can be read."
            )
        }
        return keys
    }

    /// Returns the bytes of the file; `nil` when there is none, and a refusal when others than its owner may read it.
    func contents() throws(StartFailure) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            guard errno == ENOENT else { throw failure(errno) }
            return nil
        }
        defer { close(descriptor) }
        // Asked of what was opened: the name may mean another file a moment later.
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(errno) }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(), status.st_mode & 0o077 == 0 else {
            throw StartFailure(
                "\(path) must be a file that its owner alone may read",
                code: "secret_keys_exposed",
                nextStep: "Close it with: chmod 600 \(path). If others may have read it, set every secret anew."
            )
        }
        var bytes = [UInt8](repeating: 0, count: Self.maximumBytes)
        var count = 0
        while count < bytes.count {
            let read = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
            }
            guard read >= 0 else { throw failure(errno) }
            guard read > 0 else { break }
            count += read
        }
        return Array(bytes.prefix(count))
    }

    private func failure(_ code: Int32) -> StartFailure {
        StartFailure("cannot read \(path): \(systemMessage(code))", code: "home_unusable")
    }
}

extension SecretKeyFile {
    /// What the file holds, as JSON; keys are written in hexadecimal digits.
    private struct Record: Codable {
        static let currentFormat = 1

        let format: Int
        let digestKey: String
        let current: String
        let keys: [String: String]

        /// The bytes of a key's identity, which is random, so that it is never that of another file's key.
        private static let identityByteCount = 8

        static func random() -> Record {
            let identity = hex(SecureBytes.random(count: identityByteCount))
            return Record(
                format: currentFormat,
                digestKey: hex(SecureBytes.random(count: KeyRing.keyByteCount)),
                current: identity,
                keys: [identity: hex(SecureBytes.random(count: KeyRing.keyByteCount))]
            )
        }

        var keyRing: KeyRing? {
            guard format == Self.currentFormat, let digestKey = Self.bytes(digestKey) else { return nil }
            let keys = keys.compactMapValues(Self.bytes)
            guard keys.count == self.keys.count else { return nil }
            return KeyRing(digestKey: digestKey, sealingKeys: keys, current: current)
        }

        var text: String {
            get throws(StartFailure) {
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
                do {
                    return String(decoding: try encoder.encode(self), as: UTF8.self)
                } catch {
                    throw StartFailure("cannot write keys: \(error)", code: "home_unusable")
                }
            }
        }

        private static func hex(_ bytes: [UInt8]) -> String {
            bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }

        private static func bytes(_ hex: String) -> [UInt8]? {
            let digits = hex.compactMap(\.hexDigitValue)
            guard digits.count == hex.count, digits.count.isMultiple(of: 2) else { return nil }
            return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
        }
    }
}
