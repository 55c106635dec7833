import FoundationEssentials
import ReleaseModel

/// Walks through the folder of a project's static files.
///
/// The folder, and links to files, are followed as far as the project reaches: whoever made a repository must not choose
/// which file of the machine that deploys it becomes public. A project is the working tree of git that the configuration
/// lies in, or else the configuration's folder. Links to folders are not followed.
struct AssetSearch {
    private let settings: AssetSettings
    private let ignore: IgnoreRules
    private let hasIgnoreFile: Bool
    /// The folder that files may lie in, with every symbolic link followed.
    private let root: String

    init(_ settings: AssetSettings, project folder: String) throws(ProjectError) {
        guard let site = FilePath.resolved(settings.folder), Self.isFolder(settings.folder) else {
            throw ProjectError(
                .assetFolderMissing,
                at: settings.place,
                reason: "\(settings.folder) is no folder",
                advice: "Correct \"assets.directory\", or run your build first if it makes this folder"
            )
        }
        root = WorkingTree.root(of: FilePath.resolved(folder) ?? folder)
        guard site == root || Self.lies(site, in: root) else {
            throw ProjectError(
                .assetOutsideProject,
                at: settings.place,
                reason: "\(settings.folder) lies outside of the project, which is \(root)",
                advice: "Name a folder within the project, or copy the files there"
            )
        }
        self.settings = settings
        let own = try StaticFiles.text(StaticFiles.ignore, in: settings)
        hasIgnoreFile = own != nil
        let standard = [StaticFiles.ignore, StaticFiles.headers, StaticFiles.redirects].map { "/\($0)\n" }.joined()
        ignore = IgnoreRules(standard + (own ?? ""))
    }

    func files() throws(ProjectError) -> [StaticFile] {
        var files: [StaticFile] = []
        var folders = [""]
        var seen = 0
        while let folder = folders.popLast() {
            for name in try names(in: folder) {
                seen += 1
                guard seen <= StaticFiles.searchLimit, files.count <= AssetBundle.maximumFiles else { throw tooMany }
                let path = folder.isEmpty ? name : "\(folder)/\(name)"
                let source = FilePath.join(settings.folder, path)
                if let size = RegularFile.size(source) {
                    guard !ignore.ignore(path, isFolder: false) else { continue }
                    files.append(try file(path, source, size))
                } else if !Self.isLink(source), Self.isFolder(source), !ignore.ignore(path, isFolder: true) {
                    folders.append(path)
                }
            }
        }
        guard files.count <= AssetBundle.maximumFiles else { throw tooMany }
        return files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    private func file(_ path: String, _ source: String, _ size: Int) throws(ProjectError) -> StaticFile {
        let place = SourcePlace(file: source)
        let leaveOut = "leave it out by a line in \(StaticFiles.ignore)"
        guard AssetBundle.File.isWellFormed("/\(path)") else {
            let limit = AssetBundle.File.maximumPathLength
            throw ProjectError(
                .assetNameInvalid,
                at: place,
                reason: "\"/\(path)\" cannot be the path of a static file",
                advice: "Rename it: at most \(limit) bytes, no control characters; or \(leaveOut)"
            )
        }
        guard size <= AssetBundle.File.maximumSize else {
            throw ProjectError(
                .assetTooLarge,
                at: place,
                reason: "the static file has \(size) bytes; the limit is \(AssetBundle.File.maximumSize)",
                advice: "Make it smaller, or \(leaveOut)"
            )
        }
        guard let resolved = FilePath.resolved(source), Self.lies(resolved, in: root) else {
            throw ProjectError(
                .assetOutsideProject,
                at: place,
                reason: "the static file is a link to outside of the project",
                advice: "Copy the file into the project, or \(leaveOut)"
            )
        }
        // As wrangler: code that was built for another product would become public.
        guard hasIgnoreFile || (path != "_worker.js" && !path.hasPrefix("_worker.js/")) else {
            throw ProjectError(
                .assetNameInvalid,
                at: place,
                reason: "_worker.js is code, and would be served to everybody as a static file",
                advice:
                    "Add a file \(StaticFiles.ignore) to the folder; the line \"_worker.js\" in it leaves the file out"
            )
        }
        return StaticFile(path: "/\(path)", source: source, size: size)
    }

    private func names(in folder: String) throws(ProjectError) -> [String] {
        let path = FilePath.join(settings.folder, folder)
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            throw ProjectError(
                .assetUnreadable,
                at: SourcePlace(file: path),
                reason: "the folder cannot be listed",
                advice: "Check its permissions"
            )
        }
    }

    private var tooMany: ProjectError {
        ProjectError(
            .tooManyAssets,
            at: settings.place,
            reason: "\(settings.folder) holds more than \(AssetBundle.maximumFiles) static files",
            advice: "Name a folder that holds the site alone, or leave files out by lines in \(StaticFiles.ignore)"
        )
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
    }

    private static func isLink(_ path: String) -> Bool {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
    }

    private static func lies(_ path: String, in folder: String) -> Bool {
        FilePath.relative(path, to: folder) != nil
    }
}
