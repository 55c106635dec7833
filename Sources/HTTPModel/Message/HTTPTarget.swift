/// What a request asks for: a path and a query (origin-form, RFC 9112, section 3.2.1), or `*`.
///
/// The path is split before it is decoded, so that an escaped slash stays inside its segment, and `.` and `..` are
/// refused in every spelling: nothing behind this door has to think of them.
public struct HTTPTarget: Sendable, Hashable {
    /// As it goes on the wire, with its query.
    public let raw: String

    /// The path as it goes on the wire, without the query.
    public let path: String

    /// The query as it goes on the wire, without the `?`; `nil` if there is none.
    public let rawQuery: String?

    /// The decoded parts between the slashes: none for `/`, and a last empty one for a path that ends in a slash.
    public let segments: [String]

    public let query: HTTPQuery

    /// Reads a target that came from outside.
    public init(_ raw: String) throws(Invalid) {
        guard raw.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "#") }) else {
            throw .illegalCharacter
        }
        let mark = raw.firstIndex(of: "?") ?? raw.endIndex
        let path = raw[..<mark]
        guard path.first == "/" || raw == "*" else { throw .notOriginForm }
        self.raw = raw
        self.path = String(path)
        self.rawQuery = mark == raw.endIndex ? nil : String(raw[mark...].dropFirst())
        self.segments = try Self.segments(of: path)
        self.query = try HTTPQuery(parsing: raw[mark...].dropFirst())
    }

    /// Makes a target from decoded parts; whatever they hold is escaped.
    ///
    /// - Throws: ``Invalid/dotSegment`` and ``Invalid/nulByte``: no spelling of these gets through the other door.
    public init(segments: [String], query: HTTPQuery = HTTPQuery()) throws(Invalid) {
        for segment in segments {
            try Self.check(segment)
        }
        self.segments = segments == [""] ? [] : segments
        self.query = query
        path = "/" + segments.map(PercentCoding.encode).joined(separator: "/")
        rawQuery = query.items.isEmpty ? nil : query.encoded
        raw = rawQuery.map { [path] in "\(path)?\($0)" } ?? path
    }

    /// Why a target is refused.
    public enum Invalid: Error, Hashable {
        /// A byte outside of visible ASCII, or a `#`.
        case illegalCharacter
        /// Neither begins with a slash nor is `*`.
        case notOriginForm
        /// A `%` without two hex digits behind it.
        case brokenEscape
        /// The decoded bytes are not UTF-8.
        case notUTF8
        case nulByte
        /// A segment `.` or `..`, plain or escaped.
        case dotSegment
    }

    private static func segments(of path: Substring) throws(Invalid) -> [String] {
        guard path.utf8.count > 1 else { return [] }
        var segments: [String] = []
        for part in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            let segment = try PercentCoding.decode(part)
            try check(segment)
            segments.append(segment)
        }
        return segments
    }

    private static func check(_ segment: String) throws(Invalid) {
        guard segment != ".", segment != ".." else { throw .dotSegment }
        guard !segment.utf8.contains(0) else { throw .nulByte }
    }
}

extension HTTPTarget: ExpressibleByStringLiteral {
    /// A target written in the source; one that would be refused from outside is a mistake of ours and traps.
    public init(stringLiteral raw: String) {
        do {
            try self.init(raw)
        } catch {
            preconditionFailure("not a target: \(raw): \(error)")
        }
    }
}

extension HTTPTarget: CustomStringConvertible {
    public var description: String { raw }
}
