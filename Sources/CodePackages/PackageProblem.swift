/// Why a zip cannot be a package of code.
///
/// Paths are as the zip has them. They may hold any character, so ``description`` shows them escaped.
public enum PackageProblem: Error, Sendable, Hashable {
    case zipTooLarge(size: Int, limit: Int)
    case notAZip
    /// There is neither a file nor a link in it.
    case empty
    /// The zip's own tables contradict themselves or one another.
    case damaged(reason: String)
    case entryDamaged(path: String, reason: String)
    case encrypted(path: String)
    /// A method of compression other than none and deflate, by its number in the zip format.
    case compression(path: String, method: Int)
    case entryKind(path: String, kind: String)
    /// Two entries share bytes of the zip.
    case overlapping(path: String)

    /// The bytes are not UTF-8; shown with what could be read of them.
    case pathNotText(String)
    case pathTooLong(beginning: String, limit: Int)
    case pathAbsolute(String)
    case pathLeavesPackage(String)
    case pathBackslash(String)
    case pathControlCharacter(String)
    /// An empty part, or `.` for one, also escaped as in a URL.
    case pathMalformed(String)
    case pathRepeated(String)
    /// The path of a file or link is also a folder's.
    case pathIsFileAndFolder(String)
    case linkOutside(path: String, target: String)
    /// A target that is empty, too long, no text, or that turns upwards on its way.
    case linkMalformed(path: String, limit: Int)

    case tooManyEntries(limit: Int)
    case unpackedTooLarge(limit: Int)
    case ratioTooHigh(limit: Int)
}

extension PackageProblem: CustomStringConvertible {
    /// One sentence without its full stop.
    public var description: String {
        switch self {
        case .zipTooLarge(let size, let limit): "the zip has \(size) bytes; the limit is \(limit)"
        case .notAZip: "this is no zip, or its end is missing"
        case .empty: "the zip holds no file"
        case .damaged(let reason): "the zip is damaged: \(reason)"
        case .entryDamaged(let path, let reason): "\(path.debugDescription) is damaged: \(reason)"
        case .encrypted(let path): "\(path.debugDescription) is encrypted"
        case .compression(let path, let method):
            "\(path.debugDescription) is compressed by method \(method); only \"stored\" and \"deflate\" are read"
        case .entryKind(let path, let kind):
            "\(path.debugDescription) is \(kind); only files, folders and symbolic links can be in a package"
        case .overlapping(let path): "\(path.debugDescription) shares its bytes with another entry"
        case .pathNotText(let path): "the path \(path.debugDescription) is not UTF-8"
        case .pathTooLong(let beginning, let limit):
            "the path that begins \(beginning.debugDescription) is longer than \(limit) bytes"
        case .pathAbsolute(let path): "\(path.debugDescription) is an absolute path"
        case .pathLeavesPackage(let path): "\(path.debugDescription) has \"..\" for a part"
        case .pathBackslash(let path): "\(path.debugDescription) has a backslash; the parts of a path end with \"/\""
        case .pathControlCharacter(let path): "\(path.debugDescription) has a control character"
        case .pathMalformed(let path): "\(path.debugDescription) has an empty part, or \".\" for one"
        case .pathRepeated(let path): "\(path.debugDescription) is there twice"
        case .pathIsFileAndFolder(let path): "\(path.debugDescription) is both a file and a folder"
        case .linkOutside(let path, let target):
            "the link \(path.debugDescription) leads to \(target.debugDescription), outside of the package"
        case .linkMalformed(let path, let limit):
            "the target of the link \(path.debugDescription) must be a path of 1 to \(limit) bytes with \"..\" only "
                + "at its beginning"
        case .tooManyEntries(let limit): "there are more than \(limit) files and folders"
        case .unpackedTooLarge(let limit): "the files have more than \(limit) bytes once they are unpacked"
        case .ratioTooHigh(let limit): "the files have more than \(limit) times the bytes of the zip"
        }
    }
}
