import Foundation

/// What differs from run to run, by the names that cases have for it: `«home»`, `«control»`, `«admin»`.
///
/// A case may also write `«65 × text»`, where `#` in the text counts from 1, and `«byte FF»`.
struct Placeholders: Sendable {
    private var values: [String: String]

    init(_ values: [String: String]) {
        self.values = values
    }

    subscript(name: String) -> String? {
        get { values[name] }
        set { values[name] = newValue }
    }

    /// Returns a request with everything filled in, as bytes because it may be no UTF-8 any more.
    func fill(_ text: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = text[...]
        while let start = rest.range(of: "«"), let end = rest.range(of: "»") {
            bytes += rest[..<start.lowerBound].utf8
            bytes += try value(of: String(rest[start.upperBound..<end.lowerBound]))
            rest = rest[end.upperBound...]
        }
        return bytes + rest.utf8
    }

    func fillText(_ text: String) throws -> String {
        String(decoding: try fill(text), as: UTF8.self)
    }

    /// Returns an answer with names for what differs; the longest value first, so that no other hides in it.
    func hide(_ text: String) -> String {
        let named = values.sorted { $0.value.count > $1.value.count }.reduce(text) { text, entry in
            text.replacing(entry.value, with: "«\(entry.key)»")
        }
        return named.replacing(/"requestId" : "[0-9a-f-]{36}"/, with: "\"requestId\" : \"«request»\"")
            .replacing(/(?m)^request [0-9a-f-]{36}$/, with: "request «request»")
            .replacing(/has \d+ bytes left/, with: "has «free» bytes left")
    }

    private func value(of expression: String) throws -> [UInt8] {
        if let value = values[expression] { return Array(value.utf8) }
        if expression.hasPrefix("byte "), let byte = UInt8(expression.dropFirst(5), radix: 16) { return [byte] }
        let parts = expression.components(separatedBy: " × ")
        guard parts.count == 2, let count = Int(parts[0]) else { throw Unknown(expression: expression) }
        guard parts[1].contains("#") else { return Array(String(repeating: parts[1], count: count).utf8) }
        return (1...count).flatMap { parts[1].replacing("#", with: "\($0)").utf8 }
    }

    struct Unknown: Error {
        let expression: String
    }
}
