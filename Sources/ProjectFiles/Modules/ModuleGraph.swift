public import ReleaseModel

/// The files that a worker consists of: its entry module, everything that imports lead to, and what rules add.
///
/// Nothing is rewritten or bundled. The engine resolves imports by exact URL, so an import must name a file as it is;
/// one that a bundler would have guessed (`./util` for `./util.ts`) is refused with the name to write.
public struct ModuleGraph: Sendable, Hashable {
    /// The name of the entry module; `nil` when there is no code.
    public let main: String?
    /// Sorted by name.
    public let modules: [ModuleFile]
    public let warnings: [ProjectWarning]

    /// Reads a project's modules from the disk.
    public init(of project: WorkerProject, limits: Limits = Limits()) throws(ProjectError) {
        guard let entry = project.main else {
            (main, modules, warnings) = (nil, [], [])
            return
        }
        var collector = try ModuleCollector(project: project, limits: limits)
        main = try collector.collectMain(entry)
        try collector.collectAdditional()
        modules = collector.modules.values.sorted { $0.name < $1.name }
        warnings = collector.warnings
    }

    /// How large a worker may be.
    public struct Limits: Sendable, Hashable {
        public let modules: Int
        /// Of all modules together, before compression.
        public let bytes: Int
        /// The files and folders that a search for additional modules may pass.
        public let searchedFiles: Int

        public init(
            modules: Int = Component.maximumModules,
            bytes: Int = 64 << 20,
            searchedFiles: Int = 50_000
        ) {
            self.modules = modules
            self.bytes = bytes
            self.searchedFiles = searchedFiles
        }
    }
}
