public import HTTPModel
public import ReleaseModel

/// What a client gets of the static files of a version: a head, and where its body lies.
public struct AssetResponse: Sendable, Hashable {
    public var status: HTTPStatus
    /// Without the fields that frame the message; ``length`` says what they have to.
    public var fields: HTTPFields
    /// The bytes of the body in bytes of the content store; `nil` for an empty body, and for the answer to HEAD.
    public var slice: Slice?
    /// The value of `Content-Length` in bytes; `nil` where there is to be none (304).
    ///
    /// The answer to HEAD has that of the answer to GET.
    public var length: Int?

    /// A part of a blob.
    public struct Slice: Sendable, Hashable {
        public let digest: Digest
        /// In bytes; never empty, never beyond the blob.
        public let range: Range<Int>

        /// What is left behind a number of bytes; `nil` if that is nothing.
        public func dropping(_ count: Int) -> Slice? {
            let rest = range.dropFirst(count)
            return rest.isEmpty ? nil : Slice(digest: digest, range: rest)
        }
    }

    /// A response without a body.
    init(_ status: HTTPStatus, fields: HTTPFields = [:]) {
        self.status = status
        self.fields = fields
        slice = nil
        length = status == .notModified ? nil : 0
    }

    /// A response with a part of a file, of which HEAD shows the length only.
    init(
        _ status: HTTPStatus,
        fields: HTTPFields,
        of file: AssetBundle.File,
        _ range: Range<Int>,
        to method: HTTPMethod
    ) {
        self.status = status
        self.fields = fields
        slice = method == .head || range.isEmpty ? nil : Slice(digest: file.digest, range: range)
        length = range.count
    }

    /// A redirect; its target is of visible ASCII.
    static func redirect(_ status: HTTPStatus, to location: String) -> AssetResponse {
        AssetResponse(status, fields: [.location: HTTPFieldValue(stringLiteral: location)])
    }
}
