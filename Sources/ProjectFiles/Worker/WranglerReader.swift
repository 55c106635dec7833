import ReleaseModel

/// Turns a parsed wrangler configuration into a project: inheritance, types and names are checked here.
struct WranglerReader {
    let file: ConfigurationFile
    let environment: String?
    let top: ConfigurationField
    /// The chosen environment's table; `nil` for the top level.
    let chosen: ConfigurationField?
    private(set) var warnings: [ProjectWarning] = []
    var unsupported: [UnsupportedKey] = []
    var unsupportedBindings: [UnsupportedBinding] = []

    init(file: ConfigurationFile, environment: String?) throws(ProjectError) {
        let start = TextPosition(line: 1, column: 1)
        self.file = file
        self.environment = environment
        top = ConfigurationField(path: "", file: file.path, node: .init(value: .table(file.root), position: start))
        guard let environment else {
            chosen = nil
            return
        }
        let environments = try top.member("env")
        chosen = try environments?.member(environment)
        guard chosen != nil else {
            let names = try environments?.table().entries.map(\.key) ?? []
            throw ProjectError(
                .environmentUnknown,
                at: environments?.place ?? top.place,
                reason: "there is no environment \"\(environment)\"" + NearestName.hint(for: environment, among: names),
                advice: names.isEmpty
                    ? "Add it below \"env\", or leave out --env" : "Choose one of: \(names.joined(separator: ", "))"
            )
        }
    }

    mutating func project(name override: String?) throws(ProjectError) -> WorkerProject {
        warnAboutOtherFiles()
        try review(top, isEnvironment: false)
        if let chosen { try review(chosen, isEnvironment: true) }
        let main = try main().map { FilePath.join(file.folder, $0) }
        let baseFolder = FilePath.join(file.folder, try value("base_dir")?.string() ?? ".")
        return WorkerProject(
            configurationFile: file.path,
            environment: environment,
            name: try name(override: override),
            main: main,
            compatibility: try compatibility(),
            bindings: try bindings(),
            keepsVariables: try top.member("keep_vars")?.boolean() ?? false,
            assets: try assets(hasMain: main != nil),
            triggers: try triggers(),
            rules: try rules(),
            baseFolder: baseFolder,
            additionalModulesFolder: try additionalModulesFolder(main: main),
            unsupported: unsupported,
            unsupportedBindings: unsupportedBindings,
            warnings: warnings
        )
    }

    /// The value that counts: the environment's own, or the top level's where wrangler inherits.
    func value(_ key: String) throws(ProjectError) -> ConfigurationField? {
        guard let chosen else { return try top.member(key) }
        if let own = try chosen.member(key) { return own }
        return WranglerKey.catalogue[key]?.scope == .inherited ? try top.member(key) : nil
    }

    mutating func warn(_ code: ProjectWarning.Code, at place: SourcePlace, _ text: String) {
        warnings.append(ProjectWarning(code, at: place, text))
    }
}

extension WranglerReader {
    /// The entry module; `nil` for static files without code.
    func main() throws(ProjectError) -> String? {
        if let main = try value("main") { return try main.string() }
        guard try value("assets") == nil else { return nil }
        throw ProjectError(
            .fieldMissing,
            at: SourcePlace(file: file.path),
            reason: "the configuration has no \"main\"",
            advice: "Add the entry module, such as main = \"src/index.js\", or \"assets\" with a \"directory\""
        )
    }

    /// The environment's own name, or the top level's followed by the environment's.
    func name(override: String?) throws(ProjectError) -> Workload.Name {
        let own = try chosen?.member("name")
        let general = try top.member("name")
        let place = own?.place ?? general?.place ?? SourcePlace(file: file.path)
        let text: String
        if let override {
            text = override
        } else if let own {
            text = try own.string()
        } else if let general {
            text = [try general.string(), environment].compactMap(\.self).joined(separator: "-")
        } else {
            throw ProjectError(
                .fieldMissing,
                at: place,
                reason: "the configuration has no \"name\"",
                advice: "Add a name, such as name = \"hello\", or pass --name"
            )
        }
        do throws(InvalidName) {
            return try Workload.Name(text, kind: .worker)
        } catch {
            throw ProjectError(
                .nameInvalid,
                at: override == nil ? place : nil,
                reason: "\"\(text)\" cannot name a worker, since it becomes part of a host name",
                advice: "Use 1 to \(HostLabel.maximumLength) lower-case letters, digits and inner hyphens"
            )
        }
    }

    mutating func compatibility() throws(ProjectError) -> Compatibility {
        let date = try value("compatibility_date")
        let flags = try value("compatibility_flags")
        if date == nil {
            warn(
                .compatibilityDateMissing,
                at: SourcePlace(file: file.path),
                "there is no compatibility_date; add today's, so that the engine's behaviour is on record"
            )
        }
        for flag in try flags?.elements() ?? [] { warn(aboutFlag: try flag.string(), at: flag.place) }
        let (dateText, flagNames) = (try date?.string(), try flags?.strings() ?? [])
        do throws(InvalidContent) {
            return try Compatibility(date: dateText, flags: flagNames)
        } catch {
            throw ProjectError(
                .compatibilityDateInvalid,
                at: date?.place ?? SourcePlace(file: file.path),
                reason: "compatibility_date is no date",
                advice: "Write it as YYYY-MM-DD, such as \"2026-01-31\""
            )
        }
    }

    private mutating func warn(aboutFlag flag: String, at place: SourcePlace) {
        switch CompatibilityFlag(flag) {
        case .interpreted: break
        case .recorded:
            warn(.flagNotInterpreted, at: place, "compatibility flag \"\(flag)\" is stored, not interpreted")
        case .unknown:
            let hint = NearestName.hint(for: flag, among: CompatibilityFlag.names)
            warn(
                .flagUnknown,
                at: place,
                "compatibility flag \"\(flag)\" is unknown; it is stored, not interpreted\(hint)"
            )
        }
    }
}
