/// The head of one part of a form (RFC 7578).
public struct MultipartPart: Sendable, Hashable {
    public let name: String

    /// The file name that the sender gave, which may hold slashes and `..`: it is a label, never a path to write to.
    public let filename: String?
    public let fields: HTTPFields

    public var contentType: String? { fields[.contentType] }

    init(fields: HTTPFields, number: Int) throws(MultipartError) {
        guard let text = fields[.contentDisposition], let disposition = ParameterizedValue(text),
            disposition.value == "form-data", let name = disposition.parameters["name"]
        else { throw .unnamedPart(part: number) }
        self.name = Self.unescaped(name)
        self.filename = disposition.parameters["filename"].map(Self.unescaped)
        self.fields = fields
    }

    /// Undoes the three escapes that browsers use in names (the form-data section of the HTML standard).
    private static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        var result = ""
        var rest = Substring(text)
        while let character = rest.first {
            let escape = ["%22": "\"", "%0D": "\r", "%0A": "\n"].first { rest.utf8.starts(with: $0.key.utf8) }
            result += escape?.value ?? String(character)
            rest = rest.dropFirst(escape == nil ? 1 : 3)
        }
        return result
    }
}
