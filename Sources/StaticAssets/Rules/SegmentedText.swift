/// A path or a host, cut at its slashes or dots once for all the rules that it is held against.
struct SegmentedText: Sendable {
    let bytes: [UInt8]
    /// What lies between the separators; at least one segment, be it empty.
    let segments: [ArraySlice<UInt8>]

    init(_ text: String, at separator: UInt8) {
        bytes = Array(text.utf8)
        segments = bytes.split(separator: separator, omittingEmptySubsequences: false)
    }

    static func path(_ path: AssetPath) -> SegmentedText {
        SegmentedText(path.text, at: UInt8(ascii: "/"))
    }

    /// Takes the host of a request, whose port counts for nothing; names compare without case.
    static func host(_ authority: String) -> SegmentedText {
        SegmentedText(authority.withoutPort.lowercased(), at: UInt8(ascii: "."))
    }
}

extension String {
    /// An authority without its port, be that empty (RFC 3986, section 3.2.3).
    var withoutPort: Substring {
        guard let colon = utf8.lastIndex(of: UInt8(ascii: ":")),
            utf8[colon...].dropFirst().allSatisfy({ (0x30...0x39).contains($0) })
        else { return self[...] }
        return self[..<colon]
    }
}
