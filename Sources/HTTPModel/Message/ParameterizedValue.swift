/// A field value with parameters, such as `multipart/form-data; boundary=x` or `form-data; name="f"`.
///
/// Parameters are read as browsers and curl write them: in a quoted string a backslash escapes a quote or a backslash,
/// and stands for itself before anything else (Windows paths).
public struct ParameterizedValue: Sendable, Hashable {
    /// What stands before the first semicolon, in lower case.
    public let value: String

    /// The parameters by their names in lower case.
    ///
    /// A parameter given twice makes the whole value malformed.
    public let parameters: [String: String]

    /// Returns `nil` for a value that does not follow the grammar.
    public init?(_ text: String) {
        let bytes = text.utf8
        let semicolon = bytes.firstIndex(of: UInt8(ascii: ";")) ?? bytes.endIndex
        value = Self.trimmed(text[..<semicolon]).lowercased()
        guard !value.isEmpty else { return nil }
        var parameters: [String: String] = [:]
        var rest = text[semicolon...]
        while rest.utf8.first == UInt8(ascii: ";") {
            rest = Self.trimmed(rest.dropFirst())
            if rest.isEmpty { break }
            guard let (name, parameter) = Self.parameter(&rest) else { return nil }
            guard parameters.updateValue(parameter, forKey: name) == nil else { return nil }
            rest = Self.trimmed(rest)
        }
        guard rest.isEmpty else { return nil }
        self.parameters = parameters
    }

    private static func parameter(_ rest: inout Substring) -> (name: String, value: String)? {
        guard let equals = rest.utf8.firstIndex(of: UInt8(ascii: "=")) else { return nil }
        let name = rest[..<equals].lowercased()
        guard HTTPToken.isValid(name) else { return nil }
        rest = rest[equals...].dropFirst()
        if rest.utf8.first == UInt8(ascii: "\"") {
            guard let value = quotedString(&rest) else { return nil }
            return (name, value)
        }
        let end = rest.utf8.firstIndex { !HTTPToken.isValid($0) } ?? rest.endIndex
        guard end > rest.startIndex else { return nil }
        defer { rest = rest[end...] }
        return (name, String(rest[..<end]))
    }

    private static func quotedString(_ rest: inout Substring) -> String? {
        let quote = UInt8(ascii: "\"")
        let backslash = UInt8(ascii: "\\")
        var bytes = rest.utf8.dropFirst()
        var value: [UInt8] = []
        while let byte = bytes.popFirst() {
            if byte == quote {
                rest = rest[bytes.startIndex...]
                return String(validating: value, as: UTF8.self)
            }
            if byte == backslash, let next = bytes.first, next == quote || next == backslash {
                value.append(next)
                bytes = bytes.dropFirst()
            } else {
                value.append(byte)
            }
        }
        return nil
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
        guard let first = text.utf8.firstIndex(where: { !isBlank($0) }),
            let last = text.utf8.lastIndex(where: { !isBlank($0) })
        else { return text[text.endIndex...] }
        return text[first...last]
    }
}
