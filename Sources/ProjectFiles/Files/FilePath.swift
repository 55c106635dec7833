import Glibc

/// Paths as text: joining and cleaning without a look at the disk, except where a name says otherwise.
enum FilePath {
    /// Joins a path to a folder unless it is absolute, and removes `.`, `..` and empty parts.
    static func join(_ folder: String, _ path: String) -> String {
        let whole = path.hasPrefix("/") ? path : "\(folder)/\(path)"
        var parts: [Substring] = []
        for part in whole.split(separator: "/") where part != "." {
            if part != ".." {
                parts.append(part)
            } else if !parts.isEmpty {
                parts.removeLast()
            }
        }
        return "/" + parts.joined(separator: "/")
    }

    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    static func lastPart(of path: some StringProtocol) -> String {
        String(path.split(separator: "/").last ?? "")
    }

    /// The lower-case text after the last dot of the last part; empty when there is none.
    static func fileExtension(of path: some StringProtocol) -> String {
        let name = lastPart(of: path)
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }

    /// The path below a folder, or `nil` when it is not below it.
    static func relative(_ path: String, to folder: String) -> String? {
        let prefix = folder == "/" ? "/" : folder + "/"
        guard path.hasPrefix(prefix), path.utf8.count > prefix.utf8.count else { return nil }
        return String(path.dropFirst(prefix.count))
    }

    /// Follows every symbolic link on the disk; `nil` when there is nothing at the path.
    static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
