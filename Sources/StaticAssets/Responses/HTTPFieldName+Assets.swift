import HTTPModel

extension HTTPFieldName {
    static let acceptRanges: HTTPFieldName = "Accept-Ranges"
    static let contentRange: HTTPFieldName = "Content-Range"
    static let ifRange: HTTPFieldName = "If-Range"
    static let range: HTTPFieldName = "Range"
    static let secFetchMode: HTTPFieldName = "Sec-Fetch-Mode"
}
