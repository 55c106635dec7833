import Glibc

extension CodePackage {
    /// What is appended to a folder's path while the package is being unpacked into it.
    public static let partialSuffix = ".partial"

    /// Makes a folder that holds the package: files with 0444, or 0555 where they may be executed, and folders with 0755.
    ///
    /// The folder appears under its path when it is complete, and never otherwise: it is built beside it, and a failure,
    /// or cancellation between two pieces of a file, leaves nothing. A folder that is there is taken as it is, whoever
    /// made it. Two that unpack into one folder at once disturb each other; ``PackageQueue`` takes turns. Not synchronised
    /// to disk, because after a loss of power the zip is still there.
    public func unpack(into folder: String) throws(PackageFailure) {
        guard !Self.isFolder(folder) else { return }
        let partial = folder + Self.partialSuffix
        try PackageFolder.remove(partial)
        do {
            try write(to: PackageFolder(creating: partial))
            try PackageFolder.move(partial, to: folder)
        } catch {
            // What cannot be removed now is removed by whoever tries again.
            try? PackageFolder.remove(partial)
            throw error
        }
    }

    /// Links come last, so that nothing is written while there is one that a path could pass.
    private func write(to target: consuming PackageFolder) throws(PackageFailure) {
        for folder in folders { try target.makeFolder(folder) }
        let extractor = ZipExtractor(zip)
        for entry in entries {
            guard case .file(let isExecutable) = entry.kind else { continue }
            try target.writeFile(entry.path, isExecutable: isExecutable) { (file) throws(PackageFailure) in
                try extractor.unpack(entry.content, of: entry.path) { (piece) throws(PackageFailure) in
                    try file.write(piece)
                }
            }
        }
        for entry in entries {
            guard case .link(let destination) = entry.kind else { continue }
            try target.makeLink(entry.path, to: destination)
        }
        for folder in folders { try target.openFolder(folder) }
        try target.open()
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
