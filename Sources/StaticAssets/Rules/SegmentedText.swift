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
        let port = authority.utf8.lastIndex(of: UInt8(ascii: ":"))
        let isPort = port.map { authority.utf8[$0...].dropFirst().allSatisfy { (0x30...0x39).contains($0) } } ?? false
        let host = isPort ? authority[..<(port ?? authority.endIndex)] : authority[...]
        return SegmentedText(host.lowercased(), at: UInt8(ascii: "."))
    }
}
