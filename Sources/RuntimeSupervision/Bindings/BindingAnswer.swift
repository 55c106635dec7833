import FoundationEssentials
import HTTPModel

/// What a binding answers to a call.
struct BindingAnswer: Sendable {
    let head: Head
    let body: HTTPBody

    /// The payload of the answer's first frame.
    struct Head: Encodable, Hashable {
        let status: Int
        /// Why the call failed; nil when it did not.
        var message: String?
        /// The header fields of a response, as names and values; nil for what is none.
        var headers: [[String]]?
        /// The metadata of a key-value entry, a JSON document.
        var metadata: String?
        let hasBody: Bool

        func payload() throws -> [UInt8] {
            Array(try JSONEncoder().encode(self))
        }
    }

    init(status: Int, message: String? = nil, metadata: String? = nil, body: HTTPBody = .empty) {
        head = Head(status: status, message: message, metadata: metadata, hasBody: body.length != 0)
        self.body = body
    }

    init(_ response: HTTPResponse) {
        var headers = response.fields.map { [$0.name.spelling, $0.value.text] }
        if let length = response.body.length, length > 0 { headers.append(["content-length", String(length)]) }
        head = Head(status: response.status.code, headers: headers, hasBody: response.body.length != 0)
        body = response.body
    }

    init(_ refusal: KeyValueRefusal) {
        self.init(status: refusal.status, message: refusal.message)
    }

    init(_ refusal: BindingRefusal) {
        self.init(status: 503, message: refusal.message)
    }
}
