import Glibc

/// The folder that the log files of several processes share, and its total cap.
///
/// An active file is `NAME.log`; a closed one is `NAME.NUMBER.log`. Only closed files are ever removed, oldest first.
struct LogFolder {
    let path: String

    struct File {
        let name: String
        let number: Int?
        let byteCount: Int
        let modified: timespec
    }

    /// Returns the log files in the folder; none if it cannot be read.
    func files() -> [File] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var files: [File] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            var information = stat()
            guard name.hasSuffix(".log"), lstat("\(path)/\(name)", &information) == 0 else { continue }
            let number = name.split(separator: ".").dropLast().last.flatMap { Int($0) }
            files.append(
                File(
                    name: name,
                    number: number,
                    byteCount: Int(information.st_size),
                    modified: information.st_mtim
                )
            )
        }
        return files
    }

    /// Removes the oldest closed files until the rest, with room for every active one to grow to its cap, fits.
    func prune(toBytes cap: Int, activeFileBytes: Int) {
        let files = files()
        let activeCount = files.count { $0.number == nil }
        let closed = files.filter { $0.number != nil }
            .sorted { ($0.modified.tv_sec, $0.modified.tv_nsec) < ($1.modified.tv_sec, $1.modified.tv_nsec) }
        var total = closed.reduce(activeCount * activeFileBytes) { $0 + $1.byteCount }
        for file in closed where total > cap {
            // Another process may have been faster; what counts is that the file is gone.
            unlink("\(path)/\(file.name)")
            total -= file.byteCount
        }
    }
}
