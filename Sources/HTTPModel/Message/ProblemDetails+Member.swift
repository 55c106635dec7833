extension ProblemDetails {
    /// The value of a member of a problem document.
    public indirect enum Member: Sendable, Hashable {
        case string(String)
        case integer(Int)
        case number(Double)
        case boolean(Bool)
        case null
        case list([Member])
        case object([String: Member])
    }
}

extension ProblemDetails.Member {
    static func write(_ pairs: [(String, ProblemDetails.Member)], to json: inout [UInt8]) {
        json.append(UInt8(ascii: "{"))
        for (index, pair) in pairs.enumerated() {
            if index > 0 { json.append(UInt8(ascii: ",")) }
            writeString(pair.0, to: &json)
            json.append(UInt8(ascii: ":"))
            pair.1.write(to: &json)
        }
        json.append(UInt8(ascii: "}"))
    }

    private func write(to json: inout [UInt8]) {
        switch self {
        case .string(let text): Self.writeString(text, to: &json)
        case .integer(let number): json += String(number).utf8
        // JSON has no word for infinities and NaN.
        case .number(let number): json += (number.isFinite ? "\(number)" : "null").utf8
        case .boolean(let flag): json += (flag ? "true" : "false").utf8
        case .null: json += "null".utf8
        case .list(let members):
            json.append(UInt8(ascii: "["))
            for (index, member) in members.enumerated() {
                if index > 0 { json.append(UInt8(ascii: ",")) }
                member.write(to: &json)
            }
            json.append(UInt8(ascii: "]"))
        case .object(let members):
            Self.write(members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, to: &json)
        }
    }

    private static func writeString(_ text: String, to json: inout [UInt8]) {
        json.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                json += [UInt8(ascii: "\\"), byte]
            case 0x0A:
                json += "\\n".utf8
            case 0..<0x20, 0x7F:
                json += "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8
            default:
                json.append(byte)
            }
        }
        json.append(UInt8(ascii: "\""))
    }
}

extension ProblemDetails.Member: Decodable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .boolean(flag)
        } else if let number = try? container.decode(Int.self) {
            self = .integer(number)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .string(text)
        } else if let members = try? container.decode([ProblemDetails.Member].self) {
            self = .list(members)
        } else {
            self = .object(try container.decode([String: ProblemDetails.Member].self))
        }
    }
}

extension ProblemDetails.Member: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral
{
    public init(stringLiteral text: String) { self = .string(text) }
    public init(integerLiteral number: Int) { self = .integer(number) }
    public init(booleanLiteral flag: Bool) { self = .boolean(flag) }
    public init(arrayLiteral members: ProblemDetails.Member...) { self = .list(members) }
}
