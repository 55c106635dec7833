import FoundationEssentials
import HTTPModel
import ReleaseModel

/// What is shown of a service and its functions besides their content: kept with the draft, and handed on to versions.
struct ServiceRecord: Codable, Sendable, Hashable {
    /// Milliseconds since 1970.
    var modifiedAt: Int64
    var functions: [String: FunctionRecord]

    init(modifiedAt: Int64, functions: [String: FunctionRecord] = [:]) {
        self.modifiedAt = modifiedAt
        self.functions = functions
    }

    struct FunctionRecord: Codable, Sendable, Hashable {
        let id: String
        /// Milliseconds since 1970.
        let createdAt: Int64
        /// Milliseconds since 1970.
        var modifiedAt: Int64
        /// The CRC-64 of its package.
        var checksum: UInt64
    }

    /// Reads what was kept; what another client made has none, and is as old as its draft.
    init(_ text: String?, savedAt: Date) {
        let kept = text.flatMap { try? JSONDecoder().decode(Self.self, from: Data($0.utf8)) }
        self = kept ?? ServiceRecord(modifiedAt: savedAt.milliseconds)
    }

    var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        // Every value of it encodes.
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
