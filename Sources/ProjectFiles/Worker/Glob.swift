/// A pattern of file names, as module rules have them.
///
/// `*` stands for any characters but a slash, `**` as a whole part for any number of folders; everything else is
/// itself. A pattern without a slash matches the last part of a path in every folder.
struct Glob: Hashable, Sendable {
    private let parts: [[Character]]

    init(_ pattern: String) {
        let parts = pattern.split(separator: "/").filter { $0 != "." }.map(Array.init)
        self.parts = parts.count == 1 ? [["*", "*"]] + parts : parts
    }

    func matches(_ path: String) -> Bool {
        let names = path.split(separator: "/").map(Array.init)
        return Self.walk(parts, names, isAny: { $0 == ["*", "*"] }, isMatch: Self.matches)
    }

    private static func matches(_ pattern: [Character], _ name: [Character]) -> Bool {
        walk(pattern, name, isAny: { $0 == "*" }, isMatch: ==)
    }

    /// Compares a sequence with a pattern whose wild cards stand for any run.
    ///
    /// Only the last wild card is ever tried again, so the time is bounded by the product of the lengths.
    static func walk<Wanted, Element>(
        _ pattern: [Wanted],
        _ sequence: [Element],
        isAny: (Wanted) -> Bool,
        isMatch: (Wanted, Element) -> Bool
    ) -> Bool {
        var (at, place) = (0, 0)
        var retry: (at: Int, place: Int)?
        while place < sequence.count {
            if at < pattern.count, isAny(pattern[at]) {
                at += 1
                retry = (at, place)
            } else if at < pattern.count, isMatch(pattern[at], sequence[place]) {
                at += 1
                place += 1
            } else if let again = retry {
                retry = (again.at, again.place + 1)
                (at, place) = (again.at, again.place + 1)
            } else {
                return false
            }
        }
        return pattern[at...].allSatisfy(isAny)
    }
}
