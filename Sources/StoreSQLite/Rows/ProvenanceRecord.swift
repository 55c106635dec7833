import FoundationEssentials
import ReleaseModel
import SQLiteAccess

/// The stored form of a provenance, as JSON.
struct ProvenanceRecord: Codable {
    let provider: String
    let repository: String?
    let url: String?
    let branch: String?
    let commit: String?
    let message: String?
    let isDirty: Bool?

    init(_ provenance: Provenance) {
        provider = provenance.provider.rawValue
        repository = provenance.repository
        url = provenance.url
        branch = provenance.branch
        commit = provenance.commit
        message = provenance.message
        isDirty = provenance.isDirty
    }

    /// Returns `nil` for text that no version of ours has written.
    static func decode(_ text: String) -> Provenance? {
        guard let record = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)),
            let provider = Provenance.Provider(rawValue: record.provider)
        else { return nil }
        return Provenance(
            provider: provider,
            repository: record.repository,
            url: record.url,
            branch: record.branch,
            commit: record.commit,
            message: record.message,
            isDirty: record.isDirty
        )
    }

    static func encode(_ provenance: Provenance) throws(StoreFailure) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(Self(provenance)), as: UTF8.self)
        } catch {
            throw .corrupt(table: "provenance", key: "being encoded")
        }
    }
}
