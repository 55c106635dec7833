/// Which version an alias is to lead to, as people write it.
enum VersionChoice: Sendable, Hashable {
    case number(Int)
    /// What is edited.
    case latest
    /// The published version with the highest number.
    case newest
    /// So many existing versions behind the one that the alias leads to.
    case back(Int)

    /// Reads a number, `LATEST` or `newest`.
    init?(target text: String) {
        switch text {
        case "LATEST": self = .latest
        case "newest": self = .newest
        default:
            guard let number = Self.number(text) else { return nil }
            self = .number(number)
        }
    }

    /// Reads a number, `HEAD^`, `HEAD^^` and so on, or `HEAD~2`.
    init?(previous text: String) {
        if let number = Self.number(text) {
            self = .number(number)
        } else if text.hasPrefix("HEAD~"), let steps = Self.number(String(text.dropFirst("HEAD~".count))) {
            self = .back(steps)
        } else if text.hasPrefix("HEAD^"), text.dropFirst("HEAD".count).allSatisfy({ $0 == "^" }) {
            self = .back(text.count - "HEAD".count)
        } else {
            return nil
        }
    }

    /// A number from 1 on, of at most seven digits.
    private static func number(_ text: String) -> Int? {
        guard (1...7).contains(text.utf8.count), let number = Int(text), number > 0, text.first != "+" else {
            return nil
        }
        return number
    }
}

extension ValueReader where Value == VersionChoice {
    static let target = ValueReader("a version's number, LATEST or newest") { VersionChoice(target: $0) }
    static let previous = ValueReader("a version's number, HEAD^, HEAD^^ or HEAD~2") { VersionChoice(previous: $0) }
}
