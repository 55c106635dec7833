/// Why a multipart body is refused.
public enum MultipartError: Error, Hashable {
    /// The content type is not `multipart/form-data` with a boundary of 1 to 70 legal characters.
    case noBoundary
    /// The body ended before its last boundary.
    case truncated
    /// Something else than a line end stands behind a boundary.
    case malformedBoundary
    /// A line of a part's head is no field, or the head is not UTF-8.
    case malformedHead(part: Int)
    /// A part's `Content-Disposition` is missing, malformed, not `form-data` or without a name.
    case unnamedPart(part: Int)
    case tooManyParts(limit: Int)
    case headTooLarge(part: Int, limit: Int)
    case preambleTooLarge(limit: Int)
    case epilogueTooLarge(limit: Int)
}
