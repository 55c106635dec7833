import Glibc

/// Facts about folders of this machine.
enum SystemFolder {
    /// Whether the path is a symbolic link, as `/lib` is where all programs are below `/usr`.
    static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }
}
