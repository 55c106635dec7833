import HTTPModel

extension HeadWriter {
    /// Writes the fields, but for those that frame the message or rule the connection: these the engine writes itself.
    ///
    /// So it does with the `Date` of an answer. That of a request is its sender's, who may have signed it.
    func write(_ fields: HTTPFields, ofAnswer isAnswer: Bool) {
        for field in fields where !Self.isOurs(field.name) && !(isAnswer && field.name == .date) {
            write(field.name.spelling)
            write(": " as StaticString)
            write(field.value.text)
            write("\r\n" as StaticString)
        }
    }

    /// Writes the field that frames a body.
    func writeFraming(_ framing: BodyFraming) {
        switch framing {
        case .none, .untilClose: break
        case .length(let length):
            write("Content-Length: " as StaticString)
            write(decimal: length)
            write("\r\n" as StaticString)
        case .chunked: write("Transfer-Encoding: chunked\r\n" as StaticString)
        }
    }

    private static func isOurs(_ name: HTTPFieldName) -> Bool {
        switch name {
        case .connection, .contentLength, .transferEncoding, .host: true
        default: false
        }
    }
}

extension HTTPFieldName {
    static let date: HTTPFieldName = "Date"
}
