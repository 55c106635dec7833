import FoundationEssentials

/// Decoding that refuses keys which nobody would read.
///
/// A misspelled field must not be taken for an absent one. What the decoded value encodes to holds every key that was
/// understood, so a key of the document that is missing there was not; a `null` says the same as no key.
enum StrictJSON {
    static func decode<Value: Codable>(_ type: Value.Type, from bytes: [UInt8]) throws(Refusal) -> Value {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw malformed }
        do {
            let data = Data(bytes)
            let value = try JSONDecoder().decode(type, from: data)
            let given = try JSONDecoder().decode(JSONShape.self, from: data)
            let understood = try JSONDecoder().decode(JSONShape.self, from: try JSONEncoder().encode(value))
            if let path = given.path(missingIn: understood) { throw unknown(path) }
            return value
        } catch let refusal as Refusal {
            throw refusal
        } catch let error as DecodingError {
            throw refusal(for: error, in: bytes)
        } catch {
            throw Refusal(error)
        }
    }

    private static var malformed: Refusal {
        Refusal(.jsonMalformed, "The body is not a JSON document in UTF-8.", next: "Send a JSON object.")
    }

    private static func unknown(_ path: String) -> Refusal {
        Refusal(
            .fieldUnknown,
            "There is no field \(path).",
            next: "Correct its name or leave it out; \(Endpoint.openAPIPath) lists the fields."
        )
    }

    private static func refusal(for error: DecodingError, in bytes: [UInt8]) -> Refusal {
        let next = "See \(Endpoint.openAPIPath) for the fields and their types."
        switch error {
        case .keyNotFound(let key, let context):
            let path = text(of: context.codingPath + [key])
            return Refusal(.fieldMissing, "The field \(path) is missing.", next: next)
        case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
            let path = text(of: context.codingPath)
            return Refusal(.fieldInvalid, "The field \(path) is not \(noun(for: type)).", next: next)
        case .dataCorrupted(let context) where !context.codingPath.isEmpty:
            return Refusal(.fieldInvalid, "The field \(text(of: context.codingPath)) cannot be read.", next: next)
        case .dataCorrupted where (try? JSONDecoder().decode(JSONShape.self, from: Data(bytes))) != nil:
            // A number that is no whole one, or too large, is reported without its place.
            return Refusal(.fieldInvalid, "A number of the body does not fit its field.", next: next)
        default:
            return malformed
        }
    }

    private static func noun(for type: Any.Type) -> String {
        if type == String.self { return "a text" }
        if type == Int.self { return "a whole number" }
        if type == Double.self { return "a number" }
        if type == Bool.self { return "true or false" }
        return "\(type)".hasPrefix("Array") ? "a list" : "an object"
    }

    private static func text(of path: [any CodingKey]) -> String {
        guard !path.isEmpty else { return "at the top" }
        return path.reduce("") { text, key in
            if let index = key.intValue { return "\(text)[\(index)]" }
            return text.isEmpty ? key.stringValue : "\(text).\(key.stringValue)"
        }
    }
}
