import ReleaseModel

/// The rules for the paths of a package's entries: those for the names of modules, each refused by its own name.
enum EntryPath {
    /// In bytes: how much of a path that is too long is shown.
    private static let shownLength = 64

    /// Returns the path of an entry, without the slash at the end of a folder's.
    static func checked(_ name: ArraySlice<UInt8>) throws(PackageProblem) -> String {
        let limit = Module.maximumNameLength
        let bytes = name.last == UInt8(ascii: "/") ? name.dropLast() : name
        guard bytes.count <= limit else {
            throw .pathTooLong(beginning: String(decoding: bytes.prefix(shownLength), as: UTF8.self), limit: limit)
        }
        guard let path = String(validating: bytes, as: UTF8.self) else {
            throw .pathNotText(String(decoding: bytes, as: UTF8.self))
        }
        try check(path)
        return path
    }

    static func check(_ path: String) throws(PackageProblem) {
        guard path.utf8.first != UInt8(ascii: "/") else { throw .pathAbsolute(path) }
        guard !path.utf8.contains(UInt8(ascii: "\\")) else { throw .pathBackslash(path) }
        guard path.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
            throw .pathControlCharacter(path)
        }
        guard !path.utf8.split(separator: UInt8(ascii: "/")).contains(where: { Substring($0) == ".." }) else {
            throw .pathLeavesPackage(path)
        }
        guard path.utf8.count <= Module.maximumNameLength else {
            throw .pathTooLong(beginning: String(path.prefix(shownLength)), limit: Module.maximumNameLength)
        }
        guard Module.isWellFormed(path) else { throw .pathMalformed(path) }
    }

    /// Refuses a link that could lead out of the package.
    ///
    /// A target climbs first and descends then. No entry lies below a link, so the folders that it climbs are real
    /// ones; and as every link that it may pass on its way down stays inside, so does it.
    static func check(target: String, ofLink path: String) throws(PackageProblem) {
        let limit = PackageLimits.linkTargetLength
        guard !target.isEmpty, target.utf8.count <= limit, !target.utf8.contains(0) else {
            throw .linkMalformed(path: path, limit: limit)
        }
        guard target.utf8.first != UInt8(ascii: "/") else { throw .linkOutside(path: path, target: target) }
        let parts = target.utf8.split(separator: UInt8(ascii: "/")).map { Substring($0) }.filter { $0 != "." }
        let climbs = parts.prefix { $0 == ".." }.count
        guard climbs <= path.utf8.count(where: { $0 == UInt8(ascii: "/") }) else {
            throw .linkOutside(path: path, target: target)
        }
        guard !parts.dropFirst(climbs).contains("..") else { throw .linkMalformed(path: path, limit: limit) }
    }
}
