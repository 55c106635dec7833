import Foundation
import HTTPModel
import ReleaseModel
import Testing

@testable import DialectCloudflare

/// Tells a story to an API: fills in what earlier answers were asked to keep, and writes answers as text.
struct Teller {
    /// The parts of forms that are no files.
    private static let texts: Set = ["metadata", "settings", "message", "value"]

    private let stage: Stage
    private var names: [(name: String, value: String)]

    init(_ stage: Stage) {
        self.stage = stage
        names = [("account", stage.account.uuid.uuidString.lowercased().replacing("-", with: ""))]
    }

    /// Sends the request of a step, and returns its answer as the story tells it.
    mutating func answer(_ step: Step) async throws -> String {
        let response = await stage.answer(try request(step))
        let bytes = try await response.body.collect(upTo: 1_048_576)
        #expect(response.fields["cache-control"] == "no-store")
        #expect(response.fields["x-content-type-options"] == "nosniff")
        let document = try? JSONValue(parsing: bytes)
        for (name, path) in step.kept {
            let member = path.split(separator: ".").reduce(document) { $0?[String($1)] ?? $0?.element(String($1)) }
            names.append((name, try #require(member?.string, "\(path) of \(document?.text ?? "")")))
        }
        return naming(text(response, bytes, document))
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
            try HTTPTarget(EndpointTable.prefix + filling(step.path)),
            authority: "127.0.0.1:\(Stage.port)",
            fields: fields,
            body: body
        )
    }

    /// The status, the fields that are not on every answer, and the body; JSON with sorted keys, a member a line.
    private func text(_ response: HTTPResponse, _ bytes: [UInt8], _ document: JSONValue?) -> String {
        let everywhere: Set = ["cache-control", "x-content-type-options", "cf-ray"]
        var lines = ["\(response.status.code)"]
        var body = String(decoding: bytes, as: UTF8.self)
        for field in response.fields where !everywhere.contains(field.name.lowercased) {
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
        return (lines + (body.isEmpty ? [] : [body])).joined(separator: "\n").trimmingCharacters(in: .newlines)
    }

    private func filling(_ text: String) -> String {
        names.reduce(text) { $0.replacing("{\($1.name)}", with: $1.value) }
    }

    private func naming(_ text: String) -> String {
        names.reduce(text) { $0.replacing($1.value, with: "{\($1.name)}") }
    }
}

extension JSONValue {
    /// The element of an array at a position that is written as text.
    fileprivate func element(_ position: String) -> JSONValue? {
        guard let index = Int(position), let array, array.indices.contains(index) else { return nil }
        return array[index]
    }
}
