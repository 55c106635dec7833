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
///     keep TICKET = result.url after /tickets/
///     =>
///     200
///
/// `as` names the token instead of the administrator's, `host` another host than the stage's, `keep` gives a member of the
/// answer a name, or what stands in it after a text; the name stands for it from then on, in braces.
struct Step {
    struct Malformed: Error {
        let line: String
    }

    struct Part {
        let name: String
        let type: String
        let content: String
    }

    /// What of an answer has a name from then on.
    struct Kept {
        let name: String
        /// Where it is in the document, by members and positions with dots between them.
        let path: String
        /// What stands before it in that member's text; `nil` for all of the text.
        let prefix: String?

        func value(in document: JSONValue?) -> String? {
            let member = path.split(separator: ".").reduce(document) { $0?[String($1)] ?? $0?.element(String($1)) }
            guard let text = member?.string, let prefix else { return member?.string }
            return text.cut(at: prefix)?.1
        }
    }

    let lines: [String]
    let method: String
    let path: String
    private(set) var token = "admin"
    /// Whom the request names as its host; `nil` for the stage as it is.
    private(set) var authority: String?
    private(set) var fields: [(name: String, value: String)] = []
    private(set) var parts: [Part] = []
    private(set) var body: String?
    private(set) var kept: [Kept] = []
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
        case "host": authority = rest
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
            let parts = path.cut(at: " after ")
            kept.append(Kept(name: name, path: parts?.0 ?? path, prefix: parts?.1))
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

extension JSONValue {
    /// The element of an array at a position that is written as text.
    fileprivate func element(_ position: String) -> JSONValue? {
        guard let index = Int(position), let array, array.indices.contains(index) else { return nil }
        return array[index]
    }
}
