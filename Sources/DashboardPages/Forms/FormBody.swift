import HTTPModel
import NativeWire

/// The fields of a form that was sent.
struct FormBody: Sendable {
    /// The longest form, in bytes.
    static let maximumBytes = 64 * 1_024
    static let contentType = "application/x-www-form-urlencoded"

    let fields: HTTPQuery

    init(_ request: HTTPRequest) async throws(WireProblem) {
        guard let type = request.fields[.contentType], ParameterizedValue(type)?.value == Self.contentType else {
            throw .formMalformed("Its content type is not \(Self.contentType).")
        }
        do {
            let bytes = try await request.body.collect(upTo: Self.maximumBytes)
            fields = try HTTPQuery(form: String(decoding: bytes, as: UTF8.self))
        } catch let error as HTTPBody.TooLarge {
            throw .formTooLarge(limit: error.limit)
        } catch {
            throw .formMalformed("It broke off, or is not encoded as forms are.")
        }
    }

    subscript(name: String) -> String? { fields[name] }

    /// A text without blanks at its ends; `nil` if nothing is left.
    func text(_ name: String) -> String? {
        guard let text = fields[name] else { return nil }
        let trimmed = Self.trimmed(text)
        return trimmed.isEmpty ? nil : trimmed
    }

    static func trimmed(_ text: String) -> String {
        guard let first = text.firstIndex(where: { !$0.isWhitespace }),
            let last = text.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(text[first...last])
    }
}
