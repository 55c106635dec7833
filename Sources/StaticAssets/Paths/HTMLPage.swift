import ReleaseModel

/// An HTML file as a page of its site: a name, with the slash of a folder or without.
struct HTMLPage: Sendable, Hashable {
    /// Where the file lies, canonical.
    let file: String
    /// The path without what tells the kind: `/a` for `/a.html` and for `/a/index.html`, empty for `/index.html`.
    let stem: String
    let isFolder: Bool

    /// Returns the page that a file is; `nil` for a file that is not HTML.
    init?(file: String) {
        if let stem = file.removing(suffix: "/index.html") {
            self.init(folder: stem)
        } else if let stem = file.removing(suffix: ".html"), stem.utf8.last != UInt8(ascii: "/") {
            self.init(named: stem)
        } else {
            return nil
        }
    }

    init(folder stem: String) {
        self.stem = stem
        file = stem + "/index.html"
        isFolder = true
    }

    init(named stem: String) {
        self.stem = stem
        file = stem + ".html"
        isFolder = false
    }

    /// The path that the page is served at, canonical; `nil` where HTML is not handled.
    func home(in handling: AssetRules.HTMLHandling) -> String? {
        switch handling {
        case .autoTrailingSlash: isFolder ? stem + "/" : stem
        case .forceTrailingSlash: stem + "/"
        case .dropTrailingSlash: stem.isEmpty ? "/" : stem
        case .none: nil
        }
    }

    /// Returns the pages that a path may be another spelling of, the likelier first: `/a/`, `/a/index`,
    /// `/a/index.html`, `/a.html` and `/a` itself are all spellings of the two pages named `/a`.
    static func spelled(_ path: String) -> [HTMLPage] {
        stems(spelled: path).flatMap { [HTMLPage(folder: $0), HTMLPage(named: $0)] }
    }

    private static func stems(spelled path: String) -> [String] {
        if let stem = path.removing(suffix: "/") { return [stem] }
        for suffix in ["/index.html", "/index", ".html"] {
            if let stem = path.removing(suffix: suffix) { return [stem, path] }
        }
        return [path]
    }
}

extension String {
    /// Returns the text in front of a suffix, `nil` for a text that does not end so; both in ASCII.
    func removing(suffix: String) -> String? {
        let length = suffix.utf8.count
        guard utf8.suffix(length).elementsEqual(suffix.utf8) else { return nil }
        return String(decoding: utf8.dropLast(length), as: UTF8.self)
    }
}
