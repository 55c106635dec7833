/// A configuration file as it was found and parsed.
struct ConfigurationFile {
    /// Absolute.
    let path: String
    let root: ConfigurationTable
    /// Other configuration files on the way up, which a reader of the project might have expected to count.
    let passedOver: [String]

    /// In wrangler's order of preference.
    static let names = ["wrangler.json", "wrangler.jsonc", "wrangler.toml"]

    var folder: String { FilePath.folder(of: path) }

    /// Finds a configuration as wrangler does.
    ///
    /// It looks for the first name in the folder and all its parents, then for the second, then for the third: so a
    /// `wrangler.json` above counts before a `wrangler.toml` beside. Both tools must deploy the same thing; the files
    /// passed over become warnings.
    static func find(from folder: String) throws(ProjectError) -> ConfigurationFile {
        var folders = [folder]
        while let last = folders.last, last != "/" { folders.append(FilePath.folder(of: last)) }
        let found = names.flatMap { name in folders.map { FilePath.join($0, name) } }.filter(RegularFile.exists)
        guard let path = found.first else {
            throw ProjectError(
                .configurationNotFound,
                at: nil,
                reason: "no wrangler.json, wrangler.jsonc or wrangler.toml in \(folder) or above it",
                advice: "Run this in your project's folder, or name the file with --config"
            )
        }
        // A file further up than the one taken is another project's business.
        let depth = path.split(separator: "/").count
        let passedOver = found.dropFirst().filter { $0.split(separator: "/").count >= depth }
        return try load(path, passedOver: Array(passedOver))
    }

    /// Reads a file; its name's ending tells the syntax.
    static func load(_ path: String, passedOver: [String] = []) throws(ProjectError) -> ConfigurationFile {
        let bytes: [UInt8]
        do throws(RegularFile.Failure) {
            bytes = try RegularFile.read(path, limit: ConfigurationLimits.length)
        } catch {
            throw ProjectError(
                error == .notFound ? .configurationNotFound : .configurationUnreadable,
                at: SourcePlace(file: path),
                reason: "the configuration cannot be read: \(error.reason)",
                advice: "Check the path and its permissions"
            )
        }
        do throws(ConfigurationSyntaxError) {
            let root =
                switch FilePath.fileExtension(of: path) {
                case "toml": try TOMLReader.read(bytes)
                case "yaml", "yml": try YAMLReader.read(bytes)
                default: try JSONCReader.read(bytes)
                }
            return ConfigurationFile(path: path, root: root, passedOver: passedOver)
        } catch {
            throw ProjectError(
                .configurationSyntax,
                at: SourcePlace(file: path, position: error.position),
                reason: error.reason,
                advice: "Mend the file at this place"
            )
        }
    }
}
