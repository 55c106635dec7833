/// The parts of a URL that a request needs, cut from what the engine's own `URL` has written.
struct AbsoluteURL: Hashable {
    /// `http` or `https`.
    let scheme: String
    /// Without user.
    let authority: String
    /// The path and the query, without the fragment.
    let target: String

    init?(_ text: String) {
        guard let colon = text.firstRange(of: "://") else { return nil }
        scheme = String(text[..<colon.lowerBound])
        guard scheme == "http" || scheme == "https" else { return nil }
        let rest = text[colon.upperBound...].prefix { $0 != "#" }
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        authority = String(rest[..<end])
        guard !authority.isEmpty, !authority.contains("@") else { return nil }
        target = rest[end...].first == "/" ? String(rest[end...]) : "/\(rest[end...])"
    }
}
