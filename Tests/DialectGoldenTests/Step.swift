import HTTPModel

/// One request of a story.
///
/// It is written as lines:
///
///     # What it is about.
///     PUT /accounts/{account}/workers/scripts/hello
///     as reader
///     field if-match: 3
///     part index.js application/javascript+module: export default {}
///     body {"name": "A"}
///     keep VERSION = result.id
///     =>
///     200
///
/// `as` names the token instead of the administrator's, `keep` gives a member of the answer a name, which stands for
/// it from then on, in braces.
struct Step {
    struct Malformed: Error {
        let line: String
    }

    struct Part {
        let name: String
        let type: String
        let content: String
    }

    let lines: [String]
    let method: String
    let path: String
    private(set) var token = "admin"
    private(set) var fields: [(name: String, value: String)] = []
    private(set) var parts: [Part] = []
    private(set) var body: String?
    private(set) var kept: [(name: String, path: String)] = []
    /// Empty while it was never written.
    var answer: String

    var text: String { (lines + ["=>", answer]).joined(separator: "\n") }

    init(_ text: [String]) throws {
        let halves = text.split(separator: "=>", maxSplits: 1, omittingEmptySubsequences: false)
        lines = halves[0].drop { $0.isEmpty }.reversed().drop { $0.isEmpty }.reversed()
        answer = halves.count > 1 ? halves[1].joined(separator: "\n").withoutLastNewlines : ""
        let instructions = lines.filter { !$0.hasPrefix("#") }
        guard let words = instructions.first?.split(separator: " "), words.count == 2 else {
            throw Malformed(line: instructions.first ?? "")
        }
        (method, path) = (String(words[0]), String(words[1]))
        for line in instructions.dropFirst() { try read(line) }
    }

    private mutating func read(_ line: String) throws {
        guard let (word, rest) = line.cut(at: " ") else { throw Malformed(line: line) }
        switch word {
        case "as": token = rest
        case "body": body = rest
        case "field":
            guard let (name, value) = rest.cut(at: ": ") else { throw Malformed(line: line) }
            fields.append((name, value))
        case "part":
            guard let (head, content) = rest.cut(at: ": "), let (name, type) = head.cut(at: " ") else {
                throw Malformed(line: line)
            }
            parts.append(Part(name: name, type: type, content: content.replacing("\\n", with: "\n")))
        case "keep":
            guard let (name, path) = rest.cut(at: " = ") else { throw Malformed(line: line) }
            kept.append((name, path))
        default: throw Malformed(line: line)
        }
    }
}

extension String {
    fileprivate var withoutLastNewlines: String {
        String(reversed().drop { $0 == "\n" }.reversed())
    }

    /// What stands before and behind the first occurrence of a separator.
    fileprivate func cut(at separator: String) -> (String, String)? {
        guard let range = firstRange(of: separator) else { return nil }
        return (String(self[..<range.lowerBound]), String(self[range.upperBound...]))
    }
}
