import ContentDigest
import HTTPModel

/// What tells one state of a thing from another: 32 hexadecimal digits, as clients read and send them back.
struct EntityTag: Sendable, Hashable {
    let text: String

    /// Of everything that is shown of it.
    init(of value: JSONValue) {
        let digits = SHA256.hash(value.bytes).map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }
        text = String(digits.joined().prefix(32))
    }

    /// Refuses a change that was made for another state; without `If-Match` any will do.
    func check(_ call: Call) throws(FunctionComputeError) {
        guard let wanted = call.request.fields[.ifMatch], !wanted.isEmpty, wanted != "*" else { return }
        let bare = wanted.hasPrefix("\"") && wanted.hasSuffix("\"") ? String(wanted.dropFirst().dropLast()) : wanted
        guard bare == text else { throw .preconditionFailed }
    }
}
