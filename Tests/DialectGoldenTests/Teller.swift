import Foundation
import HTTPModel
import ReleaseModel
import Testing

/// Tells a story to an API: fills in what earlier answers were asked to keep, and writes answers as text.
struct Teller {
    /// The parts of forms that are no files.
    private static let texts: Set = ["metadata", "settings", "message", "value"]

    private let stage: any StoryStage
    private var names: [(name: String, value: String)]
    /// How many tags of entities there were.
    private var tags = 0

    init(_ stage: any StoryStage) {
        self.stage = stage
        names = [("account", stage.accountText)] + stage.words
    }

    /// Sends the request of a step, and returns its answer as the story tells it.
    mutating func answer(_ step: Step) async throws -> String {
        let response = await stage.answer(try request(step))
        let bytes = try await response.body.collect(upTo: 1_048_576)
        let usual = stage.usual(at: step.path)
        for (name, value) in usual {
            let found = response.fields[try HTTPFieldName(name)]
            #expect(value.map { $0 == found } ?? (found != nil), "\(name)")
        }
        let document = JSONValue(bytes)
        for kept in step.kept {
            let value = try #require(kept.value(in: document), "\(kept.path) of \(document?.text ?? "")")
            names.append((kept.name, value))
        }
        if stage.countsTags, let tag = response.fields[.eTag], !names.contains(where: { $0.value == tag }) {
            tags += 1
            names.append(("TAG-\(tags)", tag))
        }
        return naming(text(response, without: usual, bytes, document))
    }

    private func request(_ step: Step) throws -> HTTPRequest {
        var fields = HTTPFields()
        if step.token != "none" {
            fields.set("authorization", to: try HTTPFieldValue("Bearer \(try #require(stage.tokens[step.token]))"))
        }
        var body = HTTPBody.text(filling(step.body ?? ""))
        if !step.parts.isEmpty {
            var form = MultipartWriter()
            for part in step.parts {
                form.add(
                    part.name,
                    filename: Self.texts.contains(part.name) ? nil : part.name,
                    contentType: try HTTPFieldValue(part.type),
                    body: .text(filling(part.content))
                )
            }
            fields.set("content-type", to: try HTTPFieldValue(form.contentType))
            body = form.body
        }
        for (name, value) in step.fields {
            fields.set(try HTTPFieldName(name), to: try HTTPFieldValue(filling(value)))
        }
        return HTTPRequest(
            try HTTPMethod(step.method),
            try HTTPTarget(stage.prefix + filling(step.path)),
            authority: step.authority ?? "127.0.0.1:\(Stage.port)",
            fields: fields,
            body: body
        )
    }

    /// The status, the fields that are not on every answer, and the body; JSON with sorted keys, a member a line.
    ///
    /// What is no text is told in base 64.
    private func text(
        _ response: HTTPResponse,
        without usual: [String: String?],
        _ bytes: [UInt8],
        _ document: JSONValue?
    ) -> String {
        var lines = ["\(response.status.code)"]
        var body = String(validating: bytes, as: UTF8.self) ?? Data(bytes).base64EncodedString()
        for field in response.fields where !usual.keys.contains(field.name.lowercased) {
            if field.name == "content-type", field.value.text == "application/json" { continue }
            lines.append("\(field.name.lowercased): \(field.value.text)")
        }
        if let boundary = response.fields["content-type"]?.firstMatch(of: /boundary="([^"]+)"/)?.1 {
            lines = lines.map { $0.replacing(boundary, with: "BOUNDARY") }
            body = body.replacing(boundary, with: "BOUNDARY").replacing("\r\n", with: "\n")
        }
        if let document {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
            body = (try? encoder.encode(document)).map { String(decoding: $0, as: UTF8.self) } ?? body
            body = body.replacing(/\[\s+\]/, with: "[]").replacing(/{\s+}/, with: "{}")
        }
        if let id = response.fields[stage.identity] { body = body.replacing(id, with: "REQUEST") }
        return (lines + (body.isEmpty ? [] : [body])).joined(separator: "\n").trimmingCharacters(in: .newlines)
    }

    private func filling(_ text: String) -> String {
        names.reduce(text) { $0.replacing("{\($1.name)}", with: $1.value) }
    }

    /// Longer values first, since a shorter one may be a part of them.
    private func naming(_ text: String) -> String {
        names.sorted { $0.value.utf8.count > $1.value.utf8.count }.reduce(text) {
            $0.replacing($1.value, with: "{\($1.name)}")
        }
    }
}
