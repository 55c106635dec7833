import FoundationEssentials
import NativeWire
import ReleaseModel

/// A file of secrets: a JSON object of texts, or lines `NAME=VALUE`.
enum SecretsFile {
    /// The largest file, in bytes.
    static let maximumBytes = 1 << 20

    /// Returns bindings by name; `path` is absolute or below the working folder, and may be a pipe.
    static func read(_ path: String, _ session: Session) async throws(CommandFailure) -> [WireBinding] {
        let file = AbsolutePath.of(path, in: session.workingFolder)
        return try bindings(try await session.console.input.file(file, upTo: maximumBytes), of: path)
    }

    /// Returns what came from a place as bindings by name.
    static func bindings(_ bytes: [UInt8], of path: String) throws(CommandFailure) -> [WireBinding] {
        let texts = try texts(bytes, of: path)
        if let name = texts.keys.sorted().first(where: { texts[$0] == .some(nil) }) {
            throw invalid(path, "has null for \(name)", next: "Leave it out: secrets that are not named stay.")
        }
        return texts.sorted { $0.key < $1.key }.map { WireBinding(name: $0.key, type: "secret_text", text: $0.value) }
    }

    /// Returns texts by name, `nil` for one that is `null`, of what came from a place.
    static func texts(_ bytes: [UInt8], of place: String) throws(CommandFailure) -> [String: String?] {
        guard bytes.count <= maximumBytes, let text = String(validating: bytes, as: UTF8.self) else {
            throw invalid(place, "is larger than \(maximumBytes) bytes, or not text in UTF-8", next: "Make it smaller.")
        }
        // A list is JSON, too: the complaint is then about what it should be.
        let isJSON = text.first { !$0.isWhitespace }.map { "{[".contains($0) } ?? false
        let texts = try isJSON ? json(Data(bytes), place) : lines(text, place)
        for name in texts.keys.sorted() where !Binding.isWellFormed(name) {
            throw invalid(place, "names a secret \"\(name)\"", next: "Use letters, digits, _ and $, a digit not first.")
        }
        return texts
    }

    private static func json(_ data: Data, _ path: String) throws(CommandFailure) -> [String: String?] {
        do {
            return try JSONDecoder().decode([String: String?].self, from: data)
        } catch {
            // Never the error itself: it may quote a secret.
            throw invalid(path, "is no JSON object of texts", next: "Write {\"NAME\": \"text\"}.")
        }
    }

    /// Reads lines; those that are empty or begin with `#` say nothing, and quotes around a value are left out.
    private static func lines(_ text: String, _ path: String) throws(CommandFailure) -> [String: String?] {
        var texts: [String: String?] = [:]
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let line = trimmed(line)
            guard !line.isEmpty, line.first != "#" else { continue }
            guard let equals = line.firstIndex(of: "="), let name = name(line[..<equals]) else {
                // Never the line itself: it may be a part of a secret of several lines.
                throw invalid(
                    "\(path):\(index + 1)",
                    "does not begin with a name and an equals sign",
                    next: "Write NAME=VALUE, or use JSON for texts of several lines."
                )
            }
            texts[name] = unquoted(trimmed(line[line.index(after: equals)...]))
        }
        return texts
    }

    private static func name(_ text: Substring) -> String? {
        let word = trimmed(text.hasPrefix("export ") ? text.dropFirst("export ".count) : text)
        return Binding.isWellFormed(word) ? word : nil
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        let start = text.drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }

    private static func unquoted(_ text: String) -> String {
        guard let quote = text.first, quote == "\"" || quote == "'", text.count > 1, text.last == quote else {
            return text
        }
        return String(text.dropFirst().dropLast())
    }

    private static func invalid(_ place: String, _ what: String, next: String) -> CommandFailure {
        .files("secrets_file_invalid", "The file of secrets \(place) \(what).", nextStep: next)
    }
}
