/// How a file differs between two versions, as a unified diff (POSIX `diff -u`).
struct FileDiff: Sendable {
    /// The largest file that is compared line by line, in bytes.
    static let maximumSize = 1 << 20

    let name: String
    let old: Side
    let new: Side

    /// What a version holds under the name.
    enum Side: Sendable {
        case absent
        case tooLarge(Int)
        case bytes([UInt8])
    }

    func lines() -> [TerminalText] {
        [
            "\("--- \(label(old, "a"))", .strong)",
            "\("+++ \(label(new, "b"))", .strong)",
        ] + body
    }

    private var body: [TerminalText] {
        switch (lines(of: old), lines(of: new)) {
        case (.success(let before), .success(let after)):
            UnifiedDiff(before, after).hunks.flatMap(\.lines)
        case (.failure(let reason), _), (_, .failure(let reason)):
            ["\(reason.text, .faint)"]
        }
    }

    private func label(_ side: Side, _ prefix: String) -> String {
        if case .absent = side { return "/dev/null" }
        return name.hasPrefix("/") ? prefix + name : "\(prefix)/\(name)"
    }

    private struct NotText: Error {
        let text: String
    }

    private func lines(of side: Side) -> Result<[Substring], NotText> {
        switch side {
        case .absent:
            return .success([])
        case .tooLarge(let size):
            let limit = ByteCount(Self.maximumSize)
            return .failure(NotText(text: "too large to compare by lines: \(ByteCount(size)), the limit is \(limit)"))
        case .bytes(let bytes):
            guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
                return .failure(NotText(text: "binary, \(ByteCount(bytes.count))"))
            }
            return .success(TextLines.of(text))
        }
    }
}
