import FoundationEssentials

/// How far a project reaches.
enum WorkingTree {
    /// The nearest folder upwards that holds `.git`, which is a file in linked trees; the folder itself without one.
    static func root(of folder: String) -> String {
        var candidate = folder
        while !FileManager.default.fileExists(atPath: FilePath.join(candidate, ".git")) {
            guard candidate != "/" else { return folder }
            candidate = FilePath.folder(of: candidate)
        }
        return candidate
    }
}
