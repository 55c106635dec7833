/// Which files below a folder are left out: the lines of an ignore file, of which the last that fits counts.
struct IgnoreRules: Hashable, Sendable {
    private let patterns: [IgnorePattern]

    init(_ text: String) {
        patterns = text.split(whereSeparator: \.isNewline).compactMap { IgnorePattern($0) }
    }

    /// Whether a path below the folder is left out; what lies in a folder that is left out is not asked about.
    func ignore(_ path: String, isFolder: Bool) -> Bool {
        guard let last = patterns.last(where: { $0.matches(path, isFolder: isFolder) }) else { return false }
        return !last.isException
    }
}
