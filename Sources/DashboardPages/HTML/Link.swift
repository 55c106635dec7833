import HTTPModel

/// Where a link or a form leads; never to what a browser would run.
struct Link: Sendable, Hashable {
    let text: String

    /// A path of ours.
    init(_ target: HTTPTarget) {
        // Two slashes at its beginning would name another host.
        text = target.raw.hasPrefix("//") ? "/" : target.raw
    }

    /// An address of the web, which somebody else wrote; `nil` for what does not begin with `http://` or `https://`.
    init?(web text: String) {
        guard text.hasPrefix("https://") || text.hasPrefix("http://") else { return nil }
        self.text = text
    }

    private init(fragment: String) {
        text = "#\(fragment)"
    }

    /// For `Location`.
    var fieldValue: HTTPFieldValue {
        // What a target or an address of the web holds is visible.
        (try? HTTPFieldValue(text)) ?? "/"
    }

    /// The content of the page itself.
    static let content = Link(fragment: PageDocument.contentID)
}
