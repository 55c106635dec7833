import HTTPModel

/// The whole answer to a request of our own.
struct UpstreamAnswer: Sendable {
    let status: HTTPStatus
    let fields: HTTPFields
    let bytes: [UInt8]

    /// The document; nil if it is none.
    var json: JSONValue? { JSONValue(bytes) }
}
