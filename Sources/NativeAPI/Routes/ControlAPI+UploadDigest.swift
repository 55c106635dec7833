import FoundationEssentials
import NativeWire
import ReleaseCore
import ReleaseModel

extension ControlAPI {
    /// What identifies an upload to repeats of it: its modules by their digests, and its metadata.
    ///
    /// The metadata counts word for word, as `bytes`, unless it has secrets. What is stored must not tell a text, also
    /// not to whoever tries all short ones, so that each stands there by its fingerprint, which needs the server's key.
    func digest(
        of metadata: WireUploadMetadata,
        as bytes: [UInt8],
        _ modules: [Module],
        of name: WorkloadName
    ) async throws -> Digest {
        let lines = modules.map { "\($0.digest) \($0.type.rawValue) \($0.name)\n" }
        let words = try await bytesWithoutTexts(of: metadata, of: name) ?? bytes
        return Digest(sha256: Digest(sha256: words).bytes + lines.flatMap { Array($0.utf8) })
    }

    /// The metadata with fingerprints in place of the texts of secrets; `nil` where there are none.
    private func bytesWithoutTexts(of metadata: WireUploadMetadata, of name: WorkloadName) async throws -> [UInt8]? {
        var bindings = metadata.bindings ?? []
        var hasSecrets = false
        for (index, binding) in bindings.enumerated() where binding.type == "secret_text" {
            hasSecrets = true
            let sealed = try await vault.seal(binding.text ?? "", as: binding.name, of: name)
            bindings[index] = WireBinding(name: binding.name, type: binding.type, text: sealed.hex)
        }
        guard hasSecrets else { return nil }
        var identified = metadata
        identified.bindings = bindings
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return Array(try encoder.encode(identified))
    }
}
