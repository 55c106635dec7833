import HTTPEngine
import HTTPModel
import StaticAssets

extension AssetRequest {
    /// The fields by which files answer in one way or another.
    private static let fieldNames: [(lowercased: StaticString, name: HTTPFieldName)] = [
        ("authorization", .authorization), ("if-none-match", .ifNoneMatch), ("if-range", "If-Range"),
        ("range", "Range"), ("sec-fetch-mode", "Sec-Fetch-Mode"),
    ]

    /// Takes what matters to files out of a head that was just parsed.
    init(_ head: RequestHead, _ fields: [HeadField], in bytes: Span<UInt8>) {
        let target = bytes.text(head.path)
        let mark = target.utf8.firstIndex(of: UInt8(ascii: "?"))
        self.init(
            // The parser takes tokens only.
            (try? HTTPMethod(bytes.text(head.methodName))) ?? .options,
            host: bytes.text(head.authority),
            path: String(target[..<(mark ?? target.endIndex)]),
            query: mark.map { String(target[$0...].dropFirst()) }
        )
        for field in fields where field.kind == .other {
            guard let known = Self.fieldNames.first(where: { bytes.matches($0.lowercased, at: field.name) }),
                let value = try? HTTPFieldValue(bytes.text(field.value))
            else { continue }
            self.fields.append(known.name, value)
        }
    }
}
