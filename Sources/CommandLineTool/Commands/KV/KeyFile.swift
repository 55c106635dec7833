/// A file that names keys: a JSON list of texts, or of objects with a `name` as lists of keys have them.
struct KeyFile: Decodable, Sendable {
    let keys: [String]

    init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        var keys: [String] = []
        while !container.isAtEnd { keys.append(try container.decode(Entry.self).key) }
        self.keys = keys
    }

    /// Reads the file that an operand names.
    static func read(_ path: String, _ session: Session) async throws(CommandFailure) -> [String] {
        try await JSONFile.read(path, as: KeyFile.self, "a list of keys", session).keys
    }

    private struct Entry: Decodable {
        let key: String

        private struct Named: Decodable {
            let name: String
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            do {
                key = try container.decode(String.self)
            } catch {
                key = try container.decode(Named.self).name
            }
        }
    }
}
