import CDashboard
import HTTPModel
import ReleaseCore
import ReleaseModel

/// A file that pages refer to, compiled in.
struct Asset: Sendable {
    private let bytes: [UInt8]
    private let contentType: HTTPFieldValue
    private let eTag: HTTPFieldValue

    private init(_ bytes: UnsafeBufferPointer<UInt8>, contentType: HTTPFieldValue) {
        self.bytes = Array(bytes)
        self.contentType = contentType
        // Digits and quotes are always a field value.
        eTag = (try? HTTPFieldValue("\"\(Digest(sha256: Array(bytes)).hex.prefix(16))\"")) ?? ""
    }

    static let stylesheet = Asset(
        UnsafeBufferPointer(start: sluice_stylesheet_bytes(), count: sluice_stylesheet_count()),
        contentType: "text/css; charset=utf-8"
    )
    static let icon = Asset(
        UnsafeBufferPointer(start: sluice_icon_bytes(), count: sluice_icon_count()),
        contentType: "image/svg+xml"
    )

    /// The file, or that the browser's copy is still good.
    func response(to request: HTTPRequest) -> HTTPResponse {
        let isKnown = request.fields[.ifNoneMatch] == eTag.text
        var response =
            isKnown ? HTTPResponse(.notModified) : HTTPResponse(.ok, contentType: contentType, body: .bytes(bytes))
        response.fields.set(.eTag, to: eTag)
        response.fields.set(.cacheControl, to: "no-cache")
        return response
    }
}
