import Foundation

/// A case: what is sent, and what must come back.
struct GoldenFile {
    let name: String
    let request: String
    /// Empty while it was never written.
    let answer: String

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Golden")
    private static let separator = "\n---\n"

    /// Whether answers are written rather than compared.
    static let isWriting = ProcessInfo.processInfo.environment["SLUICE_WRITE_GOLDEN"] == "1"

    /// The names of all cases, in the order in which they are run.
    static func all() throws -> [String] {
        let files = FileManager.default.enumerator(atPath: folder.path(percentEncoded: false))
        return (files?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".txt") }.sorted()
    }

    init(_ name: String) throws {
        self.name = name
        let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
        if let separator = text.range(of: Self.separator) {
            request = String(text[..<separator.lowerBound])
            answer = text[separator.upperBound...].trimmingCharacters(in: .newlines)
        } else {
            request = text.trimmingCharacters(in: .newlines)
            answer = ""
        }
    }

    func write(_ answer: String) throws {
        let text = request + Self.separator + answer + "\n"
        try text.write(to: Self.folder.appending(path: name), atomically: true, encoding: .utf8)
    }
}
