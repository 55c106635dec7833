import HTTPModel

extension HeadParser {
    /// Returns the fields of the head last parsed, but for those that frame the message and `Host`; nil if a value is
    /// not UTF-8, which nobody sends to us with a good intent.
    func modelFields(_ bytes: Span<UInt8>) -> HTTPFields? {
        var model: HTTPFields = [:]
        model.reserveCapacity(fields.count)
        for field in fields {
            switch field.kind {
            case .host, .contentLength, .transferEncoding: continue
            default: break
            }
            guard let text = bytes.strictText(field.value), let value = try? HTTPFieldValue(text),
                let name = try? HTTPFieldName(bytes.text(field.name))
            else { return nil }
            model.append(name, value)
        }
        return model
    }
}

extension Span<UInt8> {
    /// The part as text; nil if it is not UTF-8.
    func strictText(_ range: ByteRange) -> String? {
        extracting(range.indices).withUnsafeBufferPointer { String(validating: $0, as: UTF8.self) }
    }
}
