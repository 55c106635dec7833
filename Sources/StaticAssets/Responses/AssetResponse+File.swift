import HTTPModel
import ReleaseModel

extension AssetResponse {
    /// What browsers may do with a file unless a rule says otherwise: keep it, and ask each time whether it is fresh.
    private static let cacheControl: HTTPFieldValue = "public, max-age=0, must-revalidate"

    /// Returns the answer to GET or HEAD with a file, as found (200) or in place of what was not (404).
    ///
    /// Conditions and ranges are for what was found only (RFC 9110, sections 13.2.1 and 14.2), and ranges for GET.
    static func file(_ file: AssetBundle.File, _ status: HTTPStatus, to request: AssetRequest) -> AssetResponse {
        let tag = EntityTag(file.digest)
        var fields: HTTPFields = [.eTag: tag.value]
        if !request.fields.contains(.authorization), !request.fields.contains(.range) {
            fields.set(.cacheControl, to: cacheControl)
        }
        if status == .ok, tag.isNamed(in: request.fields.values(of: .ifNoneMatch)) {
            return AssetResponse(.notModified, fields: fields)
        }
        // A stated type was checked when the bundle was made.
        if let type = file.contentType.map(HTTPFieldValue.init(stringLiteral:)) ?? MediaTypes.type(of: file.path) {
            fields.set(.contentType, to: type)
        }
        guard status == .ok else {
            return AssetResponse(status, fields: fields, of: file, 0..<file.size, to: request.method)
        }
        fields.set(.acceptRanges, to: "bytes")
        switch range(of: request, in: file, tag) {
        case .whole:
            return AssetResponse(.ok, fields: fields, of: file, 0..<file.size, to: request.method)
        case .part(let range):
            let bounds = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.size)"
            fields.set(.contentRange, to: HTTPFieldValue(stringLiteral: bounds))
            return AssetResponse(.partialContent, fields: fields, of: file, range, to: request.method)
        case .unsatisfiable:
            fields.remove(.contentType)
            fields.set(.contentRange, to: HTTPFieldValue(stringLiteral: "bytes */\(file.size)"))
            return AssetResponse(.rangeNotSatisfiable, fields: fields)
        }
    }

    private static func range(of request: AssetRequest, in file: AssetBundle.File, _ tag: EntityTag) -> ByteRange {
        guard request.method == .get, tag.allowsRange(request.fields[.ifRange]) else { return .whole }
        return ByteRange(request.fields.values(of: .range), size: file.size)
    }
}
