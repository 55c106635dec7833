import HTTPModel

/// A JSON document as people read it, over as many lines as it needs.
///
/// Numbers keep their digits. Members are sorted, so that documents that mean the same look the same.
struct PropertyText: Sendable {
    /// Without line feeds.
    let texts: [String]

    /// A text alone is shown as it is, without quotes, and so is what is no JSON; of `null` there is nothing to show.
    init(_ json: String) {
        guard let value = JSONText(json) else {
            texts = [json]
            return
        }
        if value.isNull {
            texts = []
        } else if let text = value.string {
            texts = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        } else {
            texts = Self.laidOut(value)
        }
    }

    private init(texts: [String]) {
        self.texts = texts
    }

    /// With quotes around a text, which tell it apart from a number.
    static func literal(_ json: String) -> PropertyText {
        PropertyText(texts: JSONText(json).map(laidOut) ?? [json])
    }

    var lines: [TerminalText] { texts.map { TerminalText(sourceLine: $0) } }

    /// What ``UnifiedDiff`` compares.
    var comparable: [Substring] { texts.map { Substring($0 + "\n") } }

    private static func laidOut(_ value: JSONText) -> [String] {
        if let members = value.members, !members.isEmpty {
            // Of several members of one name, readers of JSON have the last.
            let last = Dictionary(members.map { ($0.name, $0.value) }) { $1 }
            let parts = last.sorted { $0.key < $1.key }.map { name, value in
                prefixed(laidOut(value), by: "\(JSONValue.string(name).text): ")
            }
            return ["{"] + listed(parts) + ["}"]
        }
        if let elements = value.elements, !elements.isEmpty { return ["["] + listed(elements.map(laidOut)) + ["]"] }
        return [value.canonical]
    }

    private static func prefixed(_ lines: [String], by prefix: String) -> [String] {
        [prefix + (lines.first ?? "")] + lines.dropFirst()
    }

    /// Indents the parts, with a comma behind each but the last.
    private static func listed(_ parts: [[String]]) -> [String] {
        parts.enumerated().flatMap { index, lines in
            let ended = index == parts.count - 1 ? lines : lines.dropLast() + ["\(lines.last ?? ""),"]
            return ended.map { "  \($0)" }
        }
    }
}
