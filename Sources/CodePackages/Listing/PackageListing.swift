/// Reads the directory of a zip, and holds it to the rules and limits of a package.
///
/// Nothing is unpacked for it but the targets of symbolic links. All sizes are the directory's claims; they bound what
/// unpacking gives, since an entry that has more bytes than it says is refused there.
struct PackageListing {
    /// In the order of their paths' bytes.
    private(set) var entries: [PackageEntry] = []
    private(set) var tree: EntryTree
    /// In bytes, of all files together.
    private(set) var unpackedSize = 0

    private let zip: ZipBytes
    private let limits: PackageLimits

    init(of bytes: [UInt8], limits: PackageLimits) throws(PackageProblem) {
        guard bytes.count <= limits.zipSize else {
            throw .zipTooLarge(size: bytes.count, limit: limits.zipSize)
        }
        zip = ZipBytes(bytes: bytes)
        self.limits = limits
        tree = EntryTree(limit: limits.entries)
        try read()
        guard entries.contains(where: { $0.kind != .folder }) else { throw .empty }
        try checkRatio()
        try checkOverlaps()
        entries.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    private mutating func read() throws(PackageProblem) {
        let end = try ZipEnd(of: zip)
        guard end.records <= limits.entries else { throw .tooManyEntries(limit: limits.entries) }
        let extractor = ZipExtractor(zip.bytes)
        var offset = end.directory.lowerBound
        for _ in 0..<end.records {
            let record = try ZipRecord(of: zip, at: offset)
            offset += record.length
            let entry = try entry(of: record, with: extractor)
            guard entry.content.extent.upperBound <= end.directory.lowerBound else {
                throw .overlapping(path: entry.path)
            }
            try tree.insert(entry.path, isFolder: entry.kind == .folder)
            unpackedSize += entry.size
            guard unpackedSize <= limits.unpackedSize else {
                throw .unpackedTooLarge(limit: limits.unpackedSize)
            }
            entries.append(entry)
        }
        guard offset == end.directory.upperBound else {
            throw .damaged(reason: "its directory has more or fewer records than its end says")
        }
    }

    private func entry(
        of record: ZipRecord,
        with extractor: borrowing ZipExtractor
    ) throws(PackageProblem) -> PackageEntry {
        let path = try EntryPath.checked(record.name)
        let content = try ZipContent(of: record, named: path, in: zip)
        guard content.size <= limits.unpackedSize else { throw .unpackedTooLarge(limit: limits.unpackedSize) }
        let kind: PackageEntry.Kind
        switch try EntryKind(of: record, named: path) {
        case .file(let isExecutable): kind = .file(isExecutable: isExecutable)
        case .folder:
            guard content.size == 0 else { throw .entryDamaged(path: path, reason: "a folder has no bytes") }
            kind = .folder
        case .link: kind = .link(target: try target(of: content, named: path, with: extractor))
        }
        return PackageEntry(path: path, kind: kind, content: content)
    }

    private func target(
        of content: ZipContent,
        named path: String,
        with extractor: borrowing ZipExtractor
    ) throws(PackageProblem) -> String {
        let malformed = PackageProblem.linkMalformed(path: path, limit: PackageLimits.linkTargetLength)
        guard content.size <= PackageLimits.linkTargetLength else { throw malformed }
        var bytes: [UInt8] = []
        do {
            try extractor.unpack(content, of: path) { bytes.append(contentsOf: $0) }
        } catch .problem(let problem) {
            throw problem
        } catch {
            throw .entryDamaged(path: path, reason: "\(error)")
        }
        guard let target = String(validating: bytes, as: UTF8.self) else { throw malformed }
        try EntryPath.check(target: target, ofLink: path)
        return target
    }

    private func checkRatio() throws(PackageProblem) {
        guard unpackedSize > limits.unsuspiciousSize, unpackedSize > limits.ratio * zip.bytes.count else { return }
        throw .ratioTooHigh(limit: limits.ratio)
    }

    /// Entries that share bytes are how a small zip unpacks to very much.
    private func checkOverlaps() throws(PackageProblem) {
        var end = 0
        for entry in entries.sorted(by: { $0.content.extent.lowerBound < $1.content.extent.lowerBound }) {
            guard entry.content.extent.lowerBound >= end else { throw .overlapping(path: entry.path) }
            end = entry.content.extent.upperBound
        }
    }
}
