/// Reads JSON (RFC 8259) with `//` and `/* */` comments and trailing commas, as wrangler.jsonc allows.
///
/// Unlike `JSONDecoder` it says where an error is, keeps numbers as written and refuses repeated names.
struct JSONCReader {
    private let text: [UInt8]
    private var index = 0
    private var valueCount = 0
    private var cursor = PositionCursor()

    /// Returns the root object of a text.
    static func read(_ text: [UInt8]) throws(ConfigurationSyntaxError) -> ConfigurationTable {
        var reader = JSONCReader(text: text)
        guard text.count <= ConfigurationLimits.length else {
            throw reader.failure("the file is larger than \(ConfigurationLimits.length) bytes")
        }
        guard String(validating: text, as: UTF8.self) != nil else { throw reader.failure("the file is not UTF-8") }
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { reader.index = 3 }
        try reader.skipBlanks()
        guard reader.peek == UInt8(ascii: "{") else { throw reader.failure("the file must hold an object: { … }") }
        let root = try reader.readValue(depth: 1)
        try reader.skipBlanks()
        guard reader.peek == nil else { throw reader.failure("text after the end of the object") }
        guard case .table(let table) = root.value else { preconditionFailure("an object was read as something else") }
        return table
    }

    private init(text: [UInt8]) {
        self.text = text
    }

    private var peek: UInt8? { index < text.count ? text[index] : nil }

    private mutating func position() -> TextPosition {
        cursor.position(ofByte: index, in: text)
    }

    private mutating func failure(_ reason: String) -> ConfigurationSyntaxError {
        ConfigurationSyntaxError(reason: reason, position: position())
    }

    private mutating func readValue(depth: Int) throws(ConfigurationSyntaxError) -> ConfigurationNode {
        valueCount += 1
        guard depth <= ConfigurationLimits.depth else {
            throw failure("values are nested deeper than \(ConfigurationLimits.depth)")
        }
        guard valueCount <= ConfigurationLimits.values else { throw failure("there are too many values") }
        let start = position()
        let value: ConfigurationNode.Value =
            switch peek {
            case UInt8(ascii: "{"): .table(try readObject(depth: depth))
            case UInt8(ascii: "["): .array(try readArray(depth: depth))
            case UInt8(ascii: "\""): .string(try readString())
            case let byte? where byte == UInt8(ascii: "-") || Self.isDigit(byte): .number(try readNumber())
            default: try readWord()
            }
        return ConfigurationNode(value: value, position: start)
    }

    private mutating func readObject(depth: Int) throws(ConfigurationSyntaxError) -> ConfigurationTable {
        index += 1
        var entries: [ConfigurationTable.Entry] = []
        var names: Set<String> = []
        while try continues(until: UInt8(ascii: "}"), isFirst: entries.isEmpty) {
            let start = position()
            guard peek == UInt8(ascii: "\"") else { throw failure("expected a name in double quotes") }
            let key = try readString()
            guard names.insert(key).inserted else {
                throw ConfigurationSyntaxError(reason: "\"\(key)\" appears twice in one object", position: start)
            }
            try skipBlanks()
            guard peek == UInt8(ascii: ":") else { throw failure("expected \":\" after a name") }
            index += 1
            try skipBlanks()
            entries.append(.init(key: key, position: start, node: try readValue(depth: depth + 1)))
        }
        return ConfigurationTable(entries: entries)
    }

    private mutating func readArray(depth: Int) throws(ConfigurationSyntaxError) -> [ConfigurationNode] {
        index += 1
        var elements: [ConfigurationNode] = []
        while try continues(until: UInt8(ascii: "]"), isFirst: elements.isEmpty) {
            elements.append(try readValue(depth: depth + 1))
        }
        return elements
    }

    /// Passes the comma between elements, or the bracket that ends them; a comma may stand before the bracket.
    private mutating func continues(until end: UInt8, isFirst: Bool) throws(ConfigurationSyntaxError) -> Bool {
        try skipBlanks()
        if !isFirst, peek == UInt8(ascii: ",") {
            index += 1
            try skipBlanks()
        } else if !isFirst, peek != end {
            throw failure("expected \",\" or \"\(Character(UnicodeScalar(end)))\"")
        }
        guard peek == end else { return true }
        index += 1
        return false
    }

    private mutating func skipBlanks() throws(ConfigurationSyntaxError) {
        while let byte = peek {
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D: index += 1
            case UInt8(ascii: "/"): try skipComment()
            default: return
            }
        }
    }

    private mutating func skipComment() throws(ConfigurationSyntaxError) {
        let rest = text[index...]
        if rest.starts(with: Array("//".utf8)) {
            index = rest.firstIndex(of: 0x0A) ?? text.count
        } else if rest.starts(with: Array("/*".utf8)) {
            let start = index
            index += 2
            while index + 1 < text.count, text[index] != UInt8(ascii: "*") || text[index + 1] != UInt8(ascii: "/") {
                index += 1
            }
            guard index + 1 < text.count else {
                index = start
                throw failure("this comment has no end")
            }
            index += 2
        } else {
            throw failure("unexpected \"/\"")
        }
    }

    private mutating func readWord() throws(ConfigurationSyntaxError) -> ConfigurationNode.Value {
        let words: [(String, ConfigurationNode.Value)] = [
            ("true", .boolean(true)), ("false", .boolean(false)), ("null", .null),
        ]
        for (word, value) in words where text[index...].starts(with: Array(word.utf8)) {
            index += word.utf8.count
            return value
        }
        throw failure(peek == nil ? "the file ends too early" : "expected a value")
    }
}

extension JSONCReader {
    /// Returns a number as it is written (RFC 8259, section 6).
    private mutating func readNumber() throws(ConfigurationSyntaxError) -> String {
        let start = index
        skip("-")
        if !skip("0") { try skipDigits() }
        if skip(".") { try skipDigits() }
        if skip("e") || skip("E") {
            if !skip("-") { skip("+") }
            try skipDigits()
        }
        return String(decoding: text[start..<index], as: UTF8.self)
    }

    @discardableResult
    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    private mutating func skipDigits() throws(ConfigurationSyntaxError) {
        let start = index
        while let byte = peek, Self.isDigit(byte) { index += 1 }
        guard index > start else { throw failure("expected a digit") }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private mutating func readString() throws(ConfigurationSyntaxError) -> String {
        let start = index
        index += 1
        var result: [UInt8] = []
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return String(decoding: result, as: UTF8.self)
            case UInt8(ascii: "\\"):
                result.append(contentsOf: String(try readEscape()).utf8)
            case 0..<0x20:
                throw failure("a line break or control character inside a string")
            default:
                result.append(byte)
                index += 1
            }
        }
        index = start
        throw failure("this string has no end")
    }

    private mutating func readEscape() throws(ConfigurationSyntaxError) -> Unicode.Scalar {
        let start = index
        index += 2
        switch index <= text.count ? text[index - 1] : 0 {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            if let scalar = readCodeUnits() { return scalar }
        default: break
        }
        index = start
        throw failure("an escape that JSON does not know")
    }

    /// Reads the digits after `\u`, and the second half of a surrogate pair.
    private mutating func readCodeUnits() -> Unicode.Scalar? {
        guard let first = readHex() else { return nil }
        guard UTF16.isLeadSurrogate(first) else { return Unicode.Scalar(first) }
        guard text[index...].starts(with: Array("\\u".utf8)) else { return nil }
        index += 2
        guard let second = readHex(), UTF16.isTrailSurrogate(second) else { return nil }
        return Unicode.Scalar(0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
    }

    private mutating func readHex() -> UInt16? {
        let digits = text[index...].prefix(4)
        let hexadecimal = String(decoding: digits, as: UTF8.self)
        guard digits.count == 4, hexadecimal.first != "+", hexadecimal.first != "-",
            let unit = UInt16(hexadecimal, radix: 16)
        else { return nil }
        index += 4
        return unit
    }
}
