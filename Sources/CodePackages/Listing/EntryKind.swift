import Glibc

/// What an entry is, by the attributes of its record and by the slash at the end of a folder's name.
enum EntryKind {
    case file(isExecutable: Bool)
    case folder
    case link

    init(of record: ZipRecord, named path: String) throws(PackageProblem) {
        let endsLikeFolder = record.name.last == UInt8(ascii: "/")
        let mode = ZipFormat.systemsWithModes.contains(record.system) ? UInt32(record.attributes >> 16) : 0
        switch mode & S_IFMT {
        case 0, S_IFREG:
            let isFolder = endsLikeFolder || record.attributes & ZipFormat.folderAttribute != 0 && mode == 0
            self = isFolder ? .folder : .file(isExecutable: mode & 0o111 != 0)
        case S_IFDIR: self = .folder
        case S_IFLNK where !endsLikeFolder: self = .link
        case S_IFLNK: throw .entryDamaged(path: path, reason: "a link's name ends like a folder's")
        case S_IFIFO: throw .entryKind(path: path, kind: "a named pipe")
        case S_IFSOCK: throw .entryKind(path: path, kind: "a socket")
        case S_IFCHR, S_IFBLK: throw .entryKind(path: path, kind: "a device")
        default: throw .entryKind(path: path, kind: "of an unknown kind")
        }
    }
}
