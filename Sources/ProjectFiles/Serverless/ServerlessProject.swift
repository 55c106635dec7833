/// Functions as an `s.yaml` of Serverless Devs describes them (edition 1.0.0, component fc), placeholders written out.
public struct ServerlessProject: Sendable, Hashable {
    /// The absolute path of the file that was read.
    public let configurationFile: String
    public let name: String?
    /// The name of the credentials that the vendor's tool would use.
    public let access: String?
    /// In the order of the file; several may be functions of one service.
    public let functions: [ServerlessFunction]
    public let warnings: [ProjectWarning]

    /// The names of a configuration, the one that counts first.
    public static let fileNames = ["s.yaml", "s.yml"]

    /// Finds and reads a configuration: in a folder (an absolute path), and not above it.
    ///
    /// A `configuration` is read instead of searching; it is relative to the folder or absolute. The environment is what
    /// `${env(NAME)}` reads. Commands and plugins that would run at a deployment are refused by name, or kept if asked.
    public static func load(
        from folder: String,
        configuration: String? = nil,
        environment: [String: String],
        commands: ProjectCommands = .refused
    ) throws(ProjectError) -> ServerlessProject {
        let path = if let configuration { FilePath.join(folder, configuration) } else { try find(in: folder) }
        let file = try ConfigurationFile.load(FilePath.join("/", path))
        var reader = try ServerlessReader(file: file, environment: environment, commands: commands)
        return try reader.project()
    }

    /// Whether a folder holds such a configuration.
    public static func isPresent(in folder: String) -> Bool {
        fileNames.contains { RegularFile.exists(FilePath.join(folder, $0)) }
    }

    private static func find(in folder: String) throws(ProjectError) -> String {
        let paths = fileNames.map { FilePath.join(folder, $0) }
        guard let path = paths.first(where: RegularFile.exists) else {
            throw ProjectError(
                .configurationNotFound,
                at: nil,
                reason: "there is no \(fileNames.joined(separator: " or ")) in \(folder)",
                advice: "Run this in your project's folder, or name the file"
            )
        }
        return path
    }
}
