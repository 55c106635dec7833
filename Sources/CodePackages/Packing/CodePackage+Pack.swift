extension CodePackage {
    /// Packs a folder: the same files give the same bytes, on any machine and at any time, as long as zlib is the same.
    ///
    /// Entries are in the order of their paths' bytes, without times and owners; a file's mode says only whether it may be
    /// executed. Links are kept as links, and have to stay inside. The closure is asked with the path relative to the
    /// folder, and says what is left out; what is below a folder that is left out is not looked at. Heeds cancellation
    /// between files.
    public init(
        packing folder: String,
        limits: PackageLimits = .standard,
        leavingOut isLeftOut: (_ path: String, _ isFolder: Bool) -> Bool = { _, _ in false }
    ) throws(PackageFailure) {
        let files = try FolderListing(of: folder, limits: limits, leavingOut: isLeftOut)
        var writer = ZipWriter()
        var size = 0
        for file in files.entries {
            guard !Task.isCancelled else { throw .cancelled }
            let content = try file.content(in: folder, limit: limits.unpackedSize - size)
            guard let content else { throw .problem(.unpackedTooLarge(limit: limits.unpackedSize)) }
            if file.kind != .link { size += content.count }
            writer.add(file.kind == .folder ? file.path + "/" : file.path, mode: file.mode, content: content)
        }
        do {
            try self.init(zip: writer.finalize(), limits: limits)
        } catch {
            throw .problem(error)
        }
    }
}
