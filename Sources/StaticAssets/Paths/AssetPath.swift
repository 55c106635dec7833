/// A path in its one canonical spelling: decoded once, cleaned, and escaped again.
///
/// Everything in this module compares canonical paths, so that `/%61dmin`, `//admin` and `/x/../admin` are under the
/// rules of `/admin`. The spelling is ASCII, with everything escaped but letters, digits and `-_.!~*'()`, as scripts
/// escape the parts of a path, so two paths are equal exactly when their bytes are.
struct AssetPath: Sendable, Hashable {
    let text: String

    /// Reads the path of a request, without its query.
    ///
    /// A segment with a broken escape, or one of bytes that are not UTF-8, is taken for what it literally says. An
    /// escaped slash parts segments like any other; runs of slashes count as one; dot segments are resolved, and
    /// never above the root.
    init(ofRequest raw: some StringProtocol) {
        guard !Self.isCanonical(raw.utf8) else {
            text = String(raw)
            return
        }
        let slash = UInt8(ascii: "/")
        var decoded: [UInt8] = []
        for segment in raw.utf8.split(separator: slash, omittingEmptySubsequences: false) {
            decoded.append(slash)
            decoded += PercentEscapes.decode(segment) ?? Array(segment)
        }
        var segments: [ArraySlice<UInt8>] = []
        var endsInFolder = false
        for segment in decoded.split(separator: slash, omittingEmptySubsequences: false).dropFirst() {
            let isUp = segment.elementsEqual("..".utf8)
            endsInFolder = segment.isEmpty || isUp || segment.elementsEqual(".".utf8)
            if isUp { _ = segments.popLast() }
            if !endsInFolder { segments.append(segment) }
        }
        let path = segments.map { "/" + PercentEscapes.encode($0) }.joined()
        text = endsInFolder || path.isEmpty ? path + "/" : path
    }

    /// The path at which a request finds a file.
    init(ofFile path: String) {
        let segments = path.utf8.split(separator: UInt8(ascii: "/"))
        text = segments.map { "/" + PercentEscapes.encode($0) }.joined()
    }

    /// Whether reading the path would change nothing; most paths pass here without a copy.
    private static func isCanonical(_ bytes: some Sequence<UInt8>) -> Bool {
        let slash = UInt8(ascii: "/")
        var previous: UInt8?
        for byte in bytes {
            let startsWithDot = previous == slash && byte == UInt8(ascii: ".")
            guard byte == slash ? previous != slash : PercentEscapes.isPlain(byte), !startsWithDot else { return false }
            guard previous != nil || byte == slash else { return false }
            previous = byte
        }
        return previous != nil
    }
}
