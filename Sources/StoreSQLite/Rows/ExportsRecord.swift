import FoundationEssentials
import ReleaseModel
import SQLiteAccess

/// The stored form of what code was found to offer, as JSON.
struct ExportsRecord: Codable {
    let handlers: [String]
    let entrypoints: [String]
    let loadMilliseconds: Int

    /// Returns `nil` for text that no version of ours has written.
    static func decode(_ text: String) -> Exports? {
        guard let record = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)) else { return nil }
        return Exports(
            handlers: record.handlers,
            entrypoints: record.entrypoints,
            loadMilliseconds: record.loadMilliseconds
        )
    }

    static func encode(_ exports: Exports) throws(StoreFailure) -> String {
        let record = Self(
            handlers: exports.handlers,
            entrypoints: exports.entrypoints,
            loadMilliseconds: exports.loadMilliseconds
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(record), as: UTF8.self)
        } catch {
            throw .corrupt(table: "exports", key: "being encoded")
        }
    }
}
