import CodePackages
import ContentDigest
import FoundationEssentials

/// The work of the shelf on the disk, which must not hold up others.
extension PackageQueue {
    /// Returns what is noted of a folder that is as it was made; `nil` where there is none.
    func label(of folder: String) -> CodeLabel? {
        guard let data = try? Data(contentsOf: URL(filePath: CodeLabel.path(beside: folder))),
            let label = try? JSONDecoder().decode(CodeLabel.self, from: data),
            CodeLabel.Census(of: folder) == label.census
        else { return nil }
        return label
    }

    /// Unpacks a zip in the place of whatever is there.
    func fill(_ folder: String, with zip: [UInt8]) throws -> CodeLabel {
        try FileManager.default.createDirectory(
            atPath: String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)]),
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o755]
        )
        remove(folder)
        try unpack(zip, into: folder)
        guard let census = CodeLabel.Census(of: folder) else { throw CocoaError(.fileReadUnknown) }
        let label = CodeLabel(checksum: "\(CRC64.sum(zip))", census: census)
        try JSONEncoder().encode(label).write(to: URL(filePath: CodeLabel.path(beside: folder)), options: .atomic)
        return label
    }

    /// Removes a folder and its label, the label first, so that what is left of a failure counts as nothing.
    func remove(_ folder: String) {
        try? FileManager.default.removeItem(atPath: CodeLabel.path(beside: folder))
        try? FileManager.default.removeItem(atPath: folder)
    }
}
