import FoundationEssentials

/// Lists the files below a folder, for rules to choose from.
struct ModuleSearch {
    /// The most files and folders that it passes.
    let limit: Int

    /// Returns paths in order of their names.
    ///
    /// Hidden folders, `node_modules` and symbolic links to folders are left out: they hold tools, not the worker.
    func files(in folder: String) throws(ProjectError) -> [String] {
        var files: [String] = []
        var folders = [folder]
        var seen = 0
        while let folder = folders.popLast() {
            for name in try names(in: folder) {
                seen += 1
                guard seen <= limit else { throw tooMany(in: folder) }
                let path = FilePath.join(folder, name)
                if RegularFile.exists(path) {
                    files.append(path)
                } else if FilePath.resolved(path) == FilePath.resolved(folder).map({ FilePath.join($0, name) }),
                    !name.hasPrefix("."), name != "node_modules", isFolder(path)
                {
                    folders.append(path)
                }
            }
        }
        return files.sorted()
    }

    private func names(in folder: String) throws(ProjectError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw ProjectError(
                .moduleUnreadable,
                at: SourcePlace(file: folder),
                reason: "the folder cannot be listed",
                advice: "Check its permissions"
            )
        }
    }

    private func isFolder(_ path: String) -> Bool {
        var isFolder = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
    }

    private func tooMany(in folder: String) -> ProjectError {
        ProjectError(
            .tooManyModules,
            at: SourcePlace(file: folder),
            reason: "the search for additional modules passed more than \(limit) files",
            advice: "Set \"base_dir\" to the folder that holds the worker's own files"
        )
    }
}
