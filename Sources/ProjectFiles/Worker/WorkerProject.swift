public import ReleaseModel

/// A worker as its wrangler configuration describes it, with one environment chosen.
public struct WorkerProject: Sendable, Hashable {
    /// The absolute path of the file that was read.
    public let configurationFile: String
    /// The chosen environment; `nil` for the top level.
    public let environment: String?
    public let name: Workload.Name
    /// The absolute path of the entry module; `nil` for static files without code.
    public let main: String?
    public let compatibility: Compatibility
    /// In the order of the file.
    public let bindings: [Binding]
    /// Whether variables of the newest version stay where the configuration has none of their name (`keep_vars`).
    public let keepsVariables: Bool
    /// `nil` when there are no static files.
    public let assets: AssetSettings?
    /// Belong to no version.
    public let triggers: ProjectTriggers
    /// The project's own rules that count, in order; the standard ones follow them.
    public let rules: [ModuleRule]
    /// The absolute path of the folder that module names are relative to and that no module may lie outside.
    ///
    /// It is `base_dir`, or the configuration's folder: the names of modules then read like paths in the project.
    public let baseFolder: String
    /// Where modules that no import names are sought; `nil` when they are not.
    public let additionalModulesFolder: String?
    /// Keys without effect here that bind nothing.
    public let unsupported: [UnsupportedKey]
    /// Bindings whose absence the worker would only notice while it serves.
    public let unsupportedBindings: [UnsupportedBinding]
    public let warnings: [ProjectWarning]

    /// Whether a folder itself has a worker's configuration.
    public static func isPresent(in folder: String) -> Bool {
        ConfigurationFile.names.contains { RegularFile.exists(FilePath.join(folder, $0)) }
    }

    /// Finds and reads a configuration, as wrangler does: in a folder (an absolute path) and then above it.
    ///
    /// A `configuration` is read instead of searching; it is relative to the folder or absolute. Without an
    /// `environment` the top level counts. A `name` replaces the configuration's own.
    public static func load(
        from folder: String,
        configuration: String? = nil,
        environment: String? = nil,
        name: String? = nil
    ) throws(ProjectError) -> WorkerProject {
        let file =
            if let configuration {
                try ConfigurationFile.load(FilePath.join(folder, configuration))
            } else {
                try ConfigurationFile.find(from: FilePath.join(folder, "."))
            }
        var reader = try WranglerReader(file: file, environment: environment)
        return try reader.project(name: name)
    }
}
