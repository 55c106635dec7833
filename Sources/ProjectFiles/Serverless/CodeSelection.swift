/// Which files of a function's folder become part of its package: all but those that `.fcignore` leaves out.
public struct CodeSelection: Sendable {
    /// In the folder of the code; its lines are read as git reads an ignore file's.
    public static let ignoreFile = ".fcignore"

    /// Left out unless a line that begins with `!` takes them back in.
    private static let standard = ["/\(ignoreFile)", ".git", ".svn", ".DS_Store", ".env", "/.s"]

    private let rules: IgnoreRules

    /// Takes the absolute path of a folder.
    public init(of folder: String) throws(ProjectError) {
        let path = FilePath.join(folder, Self.ignoreFile)
        var text = Self.standard.joined(separator: "\n") + "\n"
        do throws(RegularFile.Failure) {
            text += String(decoding: try RegularFile.read(path, limit: ConfigurationLimits.length), as: UTF8.self)
        } catch {
            guard error == .notFound else {
                throw ProjectError(
                    .configurationUnreadable,
                    at: SourcePlace(file: path),
                    reason: "the file cannot be read: \(error.reason)",
                    advice: "Check its permissions, or remove it"
                )
            }
        }
        rules = IgnoreRules(text)
    }

    /// Whether a path below the folder is left out; what lies in a folder that is left out is not asked about.
    public func leavesOut(_ path: String, isFolder: Bool) -> Bool {
        rules.ignore(path, isFolder: isFolder)
    }
}
