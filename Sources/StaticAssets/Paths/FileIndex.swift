import ReleaseModel

/// The files of a version by path, and what a path leads to under its handling of HTML.
///
/// The rules are those of Workers static assets ("HTML handling" and "not found handling" of their documentation).
/// Where that page takes two redirects to a page this takes one, as the service does.
struct FileIndex: Sendable {
    /// What a path leads to.
    enum Finding: Sendable, Hashable {
        case file(Int)
        /// Another spelling of the path where the file is served: its home, canonical.
        case elsewhere(String, file: Int)

        var file: Int {
            switch self {
            case .file(let file), .elsewhere(_, let file): file
            }
        }
    }

    private let files: [AssetBundle.File]
    /// Canonical path to position in ``files``.
    private let positions: [String: Int]
    private let handling: AssetRules.HTMLHandling

    init(_ files: [AssetBundle.File], htmlHandling: AssetRules.HTMLHandling) {
        self.files = files
        self.handling = htmlHandling
        let paths = files.enumerated().map { (AssetPath(ofFile: $1.path).text, $0) }
        positions = Dictionary(paths) { first, _ in first }
    }

    /// Returns what a path leads to, in a number of look-ups that does not depend on the number of files.
    func find(_ path: AssetPath) -> Finding? {
        if let own = positions[path.text] {
            guard let page = HTMLPage(file: path.text), let home = home(of: page, own) else { return .file(own) }
            return .elsewhere(home, file: own)
        }
        guard handling != .none else { return nil }
        // An index is asked for by another spelling of its folder, before a page that happens to be named so.
        let isSpelledOut = path.text.removing(suffix: "/index") != nil || path.text.removing(suffix: ".html") != nil
        if !isSpelledOut, let served = served(at: path.text) { return .file(served) }
        for page in HTMLPage.spelled(path.text) {
            guard let file = positions[page.file], let home = home(of: page, file) else { continue }
            return home == path.text ? .file(file) : .elsewhere(home, file: file)
        }
        return nil
    }

    /// Returns what answers for a path that leads nowhere, and whether as found.
    func fallback(for path: AssetPath, by handling: AssetRules.NotFoundHandling) -> (file: Int, isFound: Bool)? {
        switch handling {
        case .none:
            return nil
        case .singlePageApplication:
            return positions["/index.html"].map { ($0, true) }
        case .page:
            var folder = path.text.utf8[...]
            while let slash = folder.lastIndex(of: UInt8(ascii: "/")) {
                folder = folder[..<slash]
                if let page = positions[String(decoding: folder, as: UTF8.self) + "/404.html"] { return (page, false) }
            }
            return nil
        }
    }

    /// Returns where a page is served; `nil` if that path is another file's.
    private func home(of page: HTMLPage, _ file: Int) -> String? {
        guard let home = page.home(in: handling), positions[home] == nil, let served = served(at: home),
            files[served].digest == files[file].digest
        else { return nil }
        return home
    }

    /// Returns the page that is served at a path where no file lies.
    private func served(at path: String) -> Int? {
        let folder = path.removing(suffix: "/")
        let pages =
            switch (handling, folder) {
            case (.none, _), (.forceTrailingSlash, nil): [] as [HTMLPage]
            case (.autoTrailingSlash, let folder?): [HTMLPage(folder: folder)]
            case (.autoTrailingSlash, nil): [HTMLPage(named: path)]
            case (.forceTrailingSlash, let folder?): [HTMLPage(folder: folder), HTMLPage(named: folder)]
            case (.dropTrailingSlash, let folder?): folder.isEmpty ? [HTMLPage(folder: folder)] : []
            case (.dropTrailingSlash, nil): [HTMLPage(named: path), HTMLPage(folder: path)]
            }
        return pages.lazy.compactMap { positions[$0.file] }.first
    }
}
