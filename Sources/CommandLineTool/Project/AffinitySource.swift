/// Where a request's affinity key is read from, as the command line takes it and the API wants it.
struct AffinitySource: Sendable, Hashable {
    /// `header:NAME`, `cookie:NAME` or `query:NAME`; empty for none.
    let text: String

    init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1)
        let isSource = parts.count == 2 && ["header", "cookie", "query"].contains(parts[0])
        guard isSource || text == "none" else { return nil }
        self.text = isSource ? text : ""
    }
}

extension ValueReader where Value == AffinitySource {
    static let affinity = ValueReader("header:NAME, cookie:NAME, query:NAME or none") { AffinitySource($0) }
}
