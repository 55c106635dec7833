import FoundationEssentials

/// A JSON document as a value: what this API is sent and answers is too loose for types of its own.
enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// Read as a decimal, because percentages must not become floating-point numbers.
    case number(Decimal)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// Documents nested deeper than the decoder allows, or that are no JSON, are refused.
    init(parsing bytes: [UInt8]) throws(CloudflareError) {
        do {
            self = try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
        } catch {
            throw .unparsableBody
        }
    }

    /// The member of an object; `nil` also for `null`.
    subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self, let member = members[name], member != .null else { return nil }
        return member
    }

    var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    var bool: Bool? {
        if case .bool(let flag) = self { flag } else { nil }
    }

    var number: Decimal? {
        if case .number(let number) = self { number } else { nil }
    }

    /// A whole number in the range of `Int`.
    var integer: Int? {
        number.flatMap { Int("\($0)") }
    }

    var array: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    var object: [String: JSONValue]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The document with sorted keys and no white space.
    var bytes: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Every case encodes.
        return (try? encoder.encode(self)).map(Array.init) ?? []
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Puts the members of another object over those of this one.
    func merging(_ other: JSONValue) -> JSONValue {
        .object((object ?? [:]).merging(other.object ?? [:]) { $1 })
    }
}

extension JSONValue: Codable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .bool(flag)
        } else if let number = try? container.decode(Decimal.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .string(text)
        } else if let elements = try? container.decode([JSONValue].self) {
            self = .array(elements)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let flag): try container.encode(flag)
        case .number(let number): try container.encode(number)
        case .string(let text): try container.encode(text)
        case .array(let elements): try container.encode(elements)
        case .object(let members): try container.encode(members)
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    init(stringLiteral text: String) { self = .string(text) }
    init(booleanLiteral flag: Bool) { self = .bool(flag) }
    init(integerLiteral number: Int) { self = .number(Decimal(number)) }
    init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    init(dictionaryLiteral members: (String, JSONValue)...) {
        self = .object(Dictionary(members) { _, last in last })
    }
    init(nilLiteral: ()) { self = .null }

    /// A text, or `null`.
    init(_ text: String?) { self = text.map(JSONValue.string) ?? .null }
    init(_ number: Int) { self = .number(Decimal(number)) }
    init(_ texts: [String]) { self = .array(texts.map(JSONValue.string)) }
}
