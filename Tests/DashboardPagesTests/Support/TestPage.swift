import FoundationEssentials
import HTTPModel
import NativeWire

/// An answer with its body read.
struct TestPage: Sendable {
    /// The most of a body that a test reads, in bytes.
    private static let maximumBody = 4 * 1_024 * 1_024

    let status: Int
    let fields: HTTPFields
    let text: String

    init(_ response: HTTPResponse) async throws {
        status = response.status.code
        fields = response.fields
        text = String(decoding: try await response.body.collect(upTo: Self.maximumBody), as: UTF8.self)
    }

    var location: String? { fields[.location] }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let data = Data(text.utf8)
        guard (200...299).contains(status) else { throw try JSONDecoder().decode(WireProblem.self, from: data) }
        return try JSONDecoder().decode(Value.self, from: data)
    }

    /// What is on the page as people read it, without markup, each run of blanks as one.
    var words: String {
        text.replacing(/<[^>]*>/, with: " ").replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
            .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
            .split(whereSeparator: { $0.isWhitespace }).joined(separator: " ")
    }

    func says(_ phrase: String) -> Bool { words.contains(phrase) }

    /// The fields of the page's form by name, with the values they begin with.
    var form: [String: String] {
        let inputs = text.matches(of: /<input ([^>]*)>/).map { String($0.output.1) }
        let pairs = inputs.compactMap { input -> (String, String)? in
            guard let name = input.firstMatch(of: /\bname="([^"]*)"/)?.output.1 else { return nil }
            return (String(name), input.firstMatch(of: /\bvalue="([^"]*)"/).map { String($0.output.1) } ?? "")
        }
        return Dictionary(pairs) { first, _ in first }
    }

    /// The addresses that links and forms lead to.
    var links: [String] {
        text.matches(of: /(?:href|action)="([^"]*)"/).map { String($0.output.1).replacing("&amp;", with: "&") }
    }
}

extension TestPage: CustomStringConvertible {
    var description: String { "\(status) \(location ?? words)" }
}
