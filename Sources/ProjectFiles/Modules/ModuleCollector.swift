import ReleaseModel

/// Walks from a worker's entry module along its imports, reading each file once.
struct ModuleCollector {
    private(set) var modules: [String: ModuleFile] = [:]
    private(set) var warnings: [ProjectWarning] = []

    private let project: WorkerProject
    private let limits: ModuleGraph.Limits
    private let types: ModuleTypes
    /// The base folder with every symbolic link followed.
    private let resolvedBase: String
    private var byteCount = 0
    /// Modules whose imports are still to be followed.
    private var pending: [ModuleFile] = []

    init(project: WorkerProject, limits: ModuleGraph.Limits) throws(ProjectError) {
        guard let resolvedBase = FilePath.resolved(project.baseFolder) else {
            throw ProjectError(
                .moduleNotFound,
                at: SourcePlace(file: project.configurationFile),
                reason: "the base folder \(project.baseFolder) does not exist",
                advice: "Correct \"base_dir\""
            )
        }
        self.project = project
        self.limits = limits
        self.resolvedBase = resolvedBase
        types = ModuleTypes(project.rules)
    }

    /// Adds the entry module and all it leads to; returns its name.
    mutating func collectMain(_ entry: String) throws(ProjectError) -> String {
        let place = SourcePlace(file: project.configurationFile)
        guard RegularFile.exists(entry) else {
            throw ProjectError(
                .moduleNotFound,
                at: place,
                reason: "\"main\" names \(entry), which is no file",
                advice: "Correct \"main\", or run your build first if it makes this file"
            )
        }
        let main = try add(entry, at: place)
        guard main.type == .esm || main.type == .typeScript else {
            throw ProjectError(
                .moduleTypeUnsupported,
                at: place,
                reason: "\"main\" is a \(main.type.rawValue) module; a worker begins with an ES module",
                advice: "Point \"main\" at a .js, .mjs, .ts or .mts file that exports a default object"
            )
        }
        if isClassic(main) { modules[main.name] = ModuleFile(name: main.name, type: .classic, bytes: main.bytes) }
        try followImports()
        return main.name
    }

    /// Whether a worker begins with a script of the older kind, which registers its handlers instead of exporting them.
    private func isClassic(_ main: ModuleFile) -> Bool {
        guard main.type == .esm, FilePath.fileExtension(of: main.name) != "mjs" else { return false }
        let scan = ImportScanner(main.bytes, isTypeScript: false)
        return !scan.isModule && scan.namesAddEventListener
    }

    /// Adds the files that rules claim, where the project asks for it.
    mutating func collectAdditional() throws(ProjectError) {
        guard let folder = project.additionalModulesFolder else { return }
        for path in try ModuleSearch(limit: limits.searchedFiles).files(in: folder) {
            guard let name = FilePath.relative(path, to: project.baseFolder), types.claims(name) else { continue }
            _ = try add(path, at: SourcePlace(file: path))
        }
        try followImports()
    }

    private mutating func add(_ path: String, at place: SourcePlace) throws(ProjectError) -> ModuleFile {
        let name = try name(of: path, at: place)
        if let known = modules[name] { return known }
        let type = try type(of: name, at: place)
        guard modules.count < limits.modules else {
            throw ProjectError(
                .tooManyModules,
                at: place,
                reason: "the worker has more than \(limits.modules) modules",
                advice: ModuleTypes.bundling
            )
        }
        let module = ModuleFile(name: name, type: type, bytes: try read(path, name: name, at: place))
        byteCount += module.size
        modules[name] = module
        if type == .esm || type == .typeScript { pending.append(module) }
        return module
    }

    private func name(of path: String, at place: SourcePlace) throws(ProjectError) -> String {
        guard let name = FilePath.relative(path, to: project.baseFolder) else { throw outside(path, at: place) }
        guard Module.isWellFormed(name) else {
            throw ProjectError(
                .moduleNameInvalid,
                at: place,
                reason: "\"\(name)\" cannot name a module",
                advice: "Rename the file: at most \(Module.maximumNameLength) bytes, no backslash or control character"
            )
        }
        return name
    }

    private func outside(_ path: String, at place: SourcePlace) -> ProjectError {
        ProjectError(
            .moduleOutsideProject,
            at: place,
            reason: "\(path) lies outside the project's base folder \(project.baseFolder)",
            advice: "Move it inside, or set \"base_dir\" to a folder that holds both"
        )
    }

    private func type(of name: String, at place: SourcePlace) throws(ProjectError) -> ModuleType {
        switch types.type(of: name) {
        case .type(let type): return type
        case .refused(let reason, let advice):
            throw ProjectError(.moduleTypeUnsupported, at: place, reason: reason, advice: advice)
        }
    }

    /// Reads what a path leads to, provided that no symbolic link leads out of the base folder.
    private func read(_ path: String, name: String, at place: SourcePlace) throws(ProjectError) -> [UInt8] {
        guard let resolved = FilePath.resolved(path), FilePath.relative(resolved, to: resolvedBase) != nil else {
            throw outside(FilePath.resolved(path) ?? path, at: place)
        }
        do throws(RegularFile.Failure) {
            return try RegularFile.read(resolved, limit: limits.bytes - byteCount)
        } catch .tooLarge {
            throw ProjectError(
                .modulesTooLarge,
                at: place,
                reason: "with \(name) the worker is larger than \(limits.bytes) bytes",
                advice: "Keep large files in storage that the worker reads, not in its code"
            )
        } catch {
            throw ProjectError(
                .moduleUnreadable,
                at: place,
                reason: "\(name) cannot be read: \(error.reason)",
                advice: "Check the file and its permissions"
            )
        }
    }
}

// MARK: - Imports

extension ModuleCollector {
    private mutating func followImports() throws(ProjectError) {
        while let module = pending.popLast() {
            let scan = ImportScanner(module.bytes, isTypeScript: module.type == .typeScript)
            let file = FilePath.join(project.baseFolder, module.name)
            for position in scan.computed { warnAboutComputedImport(at: SourcePlace(file: file, position: position)) }
            for reference in scan.references {
                do throws(ProjectError) {
                    try follow(reference.specifier, at: SourcePlace(file: file, position: reference.position))
                } catch {
                    // An import of types alone is gone before the engine could miss it.
                    if reference.certainty == .certain { throw error }
                }
            }
        }
    }

    private mutating func follow(_ specifier: String, at place: SourcePlace) throws(ProjectError) {
        switch ModuleSpecifier(specifier) {
        case .relative: try followRelative(specifier, at: place)
        case .builtIn: break
        case .node: warnAboutNode(specifier, at: place)
        case .elsewhere:
            throw ProjectError(
                .importUnsupported,
                at: place,
                reason: "\"\(specifier)\" is not part of the project; a version holds all of its code",
                advice: ModuleTypes.bundling
            )
        case .package:
            throw ProjectError(
                .packageNotBundled,
                at: place,
                reason: "\"\(specifier)\" is a package, and packages are not uploaded",
                advice: ModuleSpecifier.nodeModules.contains(specifier)
                    ? "Write \"node:\(specifier)\" for Node's module" : ModuleTypes.bundling
            )
        }
    }

    private mutating func followRelative(_ specifier: String, at place: SourcePlace) throws(ProjectError) {
        if let mark = specifier.first(where: { "?#%\\".contains($0) }) {
            throw ProjectError(
                .importUnsupported,
                at: place,
                reason: "\"\(specifier)\" has \"\(mark)\" in it, so it is not the plain name of a file",
                advice: "Import the file by its name alone"
            )
        }
        let folder = FilePath.folder(of: place.file)
        let path = FilePath.join(folder, specifier)
        guard FilePath.relative(path, to: project.baseFolder) != nil else { throw outside(path, at: place) }
        guard RegularFile.exists(path), !specifier.hasSuffix("/") else {
            throw ProjectError(
                .moduleNotFound,
                at: place,
                reason: "\"\(specifier)\" names no file",
                advice: advice(for: specifier, in: folder)
            )
        }
        _ = try add(path, at: place)
    }

    /// Names the file that a bundler would have taken.
    private func advice(for specifier: String, in folder: String) -> String {
        let endings = ["ts", "js", "mts", "mjs", "json"]
        let stem = specifier.hasSuffix("/") ? String(specifier.dropLast()) : specifier
        var candidates = endings.map { "\(stem).\($0)" } + endings.map { "\(stem)/index.\($0)" }
        if ["js", "mjs"].contains(FilePath.fileExtension(of: stem)), let dot = stem.lastIndex(of: ".") {
            candidates += ["\(stem[..<dot]).ts", "\(stem[..<dot]).mts"]
        }
        guard let candidate = candidates.first(where: { RegularFile.exists(FilePath.join(folder, $0)) }) else {
            return "Create the file or correct the import"
        }
        return "Write \"\(candidate)\": the engine looks for exactly the file that an import names"
    }

    private mutating func warnAboutNode(_ specifier: String, at place: SourcePlace) {
        guard CompatibilityFlag.nodeModules.isDisjoint(with: project.compatibility.flags) else { return }
        let text = "\"\(specifier)\" needs compatibility_flags = [\"nodejs_compat\"]"
        guard !warnings.contains(where: { $0.text == text }) else { return }
        warnings.append(ProjectWarning(.nodeModuleWithoutFlag, at: place, text))
    }

    private mutating func warnAboutComputedImport(at place: SourcePlace) {
        guard project.additionalModulesFolder == nil else { return }
        let text =
            "this import is computed and not followed; add find_additional_modules and rules for what it may name"
        warnings.append(ProjectWarning(.importComputed, at: place, text))
    }
}
