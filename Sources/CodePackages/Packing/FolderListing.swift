import FoundationEssentials
import Glibc

/// What of a folder on disk becomes a package's entries, in the order of their paths' bytes.
struct FolderListing {
    private(set) var entries: [PackedFile] = []

    init(
        of root: String,
        limits: PackageLimits,
        leavingOut isLeftOut: (_ path: String, _ isFolder: Bool) -> Bool
    ) throws(PackageFailure) {
        var folders = [""]
        var seen = 0
        while let folder = folders.popLast() {
            guard !Task.isCancelled else { throw .cancelled }
            let names = try Self.names(in: folder.isEmpty ? root : "\(root)/\(folder)")
            if names.isEmpty && !folder.isEmpty { entries.append(PackedFile(path: folder, kind: .folder)) }
            for name in names {
                // Of everything that is there, so that a wrong folder ends the walk and not the machine.
                seen += 1
                guard seen <= limits.entries else { throw .problem(.tooManyEntries(limit: limits.entries)) }
                let path = folder.isEmpty ? name : "\(folder)/\(name)"
                let kind = try Self.kind(of: path, in: root)
                guard !isLeftOut(path, kind == .folder) else { continue }
                if kind == .folder { folders.append(path) } else { entries.append(PackedFile(path: path, kind: kind)) }
            }
        }
        entries.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    private static func names(in folder: String) throws(PackageFailure) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw .system(operation: "list \(folder)", cause: "\(error)")
        }
    }

    private static func kind(of path: String, in root: String) throws(PackageFailure) -> PackedFile.Kind {
        var status = stat()
        guard lstat("\(root)/\(path)", &status) == 0 else { throw PackageFolder.failure("look at \(path)") }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file(isExecutable: status.st_mode & 0o111 != 0)
        case S_IFDIR: return .folder
        case S_IFLNK: return .link
        default: throw .problem(.entryKind(path: path, kind: "neither file, folder nor link"))
        }
    }
}
