import ReleaseModel

/// Turns an `s.yaml` into a project: edition, component, names and types are checked here.
struct ServerlessReader {
    /// Members of the file, of an entry below `services`, and of its `props`, by what is read of them.
    private static let rootKeys = ["edition", "name", "access", "vars", "services", "actions"]
    private static let entryKeys = ["component", "access", "actions", "props"]
    private static let properties = ["region", "service", "function", "triggers", "customDomains"]

    let file: ConfigurationFile
    let commands: ProjectCommands
    var resolver: PlaceholderResolver
    private(set) var warnings: [ProjectWarning] = []

    init(
        file: ConfigurationFile,
        environment: [String: String],
        commands: ProjectCommands
    ) throws(ProjectError) {
        self.file = file
        self.commands = commands
        resolver = PlaceholderResolver(file: file, environment: environment)
    }

    private var root: ConfigurationField {
        let start = TextPosition(line: 1, column: 1)
        return ConfigurationField(path: "", file: file.path, node: .init(value: .table(file.root), position: start))
    }

    mutating func project() throws(ProjectError) -> ServerlessProject {
        try checkEdition()
        try warnAboutUnknown(root, known: Self.rootKeys)
        let shared = try actions(try resolved(root.member("actions"), this: nil))
        var functions: [ServerlessFunction] = []
        for entry in try root.required("services").table().entries {
            functions.append(try function(entry, shared: shared))
        }
        try checkNames(of: functions)
        return ServerlessProject(
            configurationFile: file.path,
            name: try resolved(root.member("name"), this: nil)?.text(),
            access: try resolved(root.member("access"), this: nil)?.text(),
            functions: functions,
            warnings: warnings + resolver.warnings
        )
    }

    private mutating func function(
        _ entry: ConfigurationTable.Entry,
        shared: DeploymentActions
    ) throws(ProjectError) -> ServerlessFunction {
        let path = "services.\(entry.key)"
        let raw = ConfigurationField(path: path, file: file.path, node: entry.node)
        try checkComponent(try raw.required("component"))
        guard let field = try resolved(raw, this: entry.key) else { preconditionFailure("a field became none") }
        try warnAboutUnknown(field, known: Self.entryKeys)
        let properties = try field.required("props")
        let function = try properties.member("function").map { (field) throws(ProjectError) in try settings(of: field) }
        let own = try actions(try field.member("actions"))
        let canary = own.canary ?? shared.canary
        return ServerlessFunction(
            id: entry.key,
            place: SourcePlace(file: file.path, position: entry.position),
            region: try properties.member("region")?.text(),
            service: try service(properties.required("service")),
            function: function,
            triggers: try triggers(properties.member("triggers")),
            customDomains: try domains(properties.member("customDomains")),
            canary: try canary?.plan(defaultAlias: function.map { "\($0.name)_stable" }),
            actions: shared.others + own.others,
            other: try properties.others(than: Self.properties)
        )
    }

    private func service(_ field: ConfigurationField) throws(ProjectError) -> ServiceSettings {
        ServiceSettings(
            name: try field.required("name").name(maximumLength: 128),
            description: try field.given("description")?.text(),
            internetAccess: try field.given("internetAccess")?.boolean(),
            role: try field.given("role")?.text(),
            other: try field.others(than: ["name", "description", "internetAccess", "role"])
        )
    }

    /// Edition 3.0.0 describes another product by the same words, so it must not pass for this one.
    private func checkEdition() throws(ProjectError) {
        guard let edition = try root.member("edition") else { return }
        let text = try edition.text()
        guard text != "1.0.0" else { return }
        throw ProjectError(
            .editionUnsupported,
            at: edition.place,
            reason: "edition \(text) is not supported"
                + (text.hasPrefix("3") ? "; it describes functions of Function Compute 3.0" : ""),
            advice: "Write the file for edition 1.0.0 and the component \"fc\""
        )
    }

    private func checkComponent(_ field: ConfigurationField) throws(ProjectError) {
        let text = try field.string()
        let name = text.split(separator: "@", maxSplits: 1).first ?? ""
        guard !["fc", "devsapp/fc"].contains(name) else { return }
        throw ProjectError(
            .componentUnsupported,
            at: field.place,
            reason: "the component \"\(text)\" is not supported"
                + (["fc3", "devsapp/fc3"].contains(name) ? "; it is for Function Compute 3.0" : ""),
            advice: "Use the component \"fc\" with edition 1.0.0, or move this entry to a file of its own"
        )
    }

    /// Two entries that are one function would overwrite one another.
    private func checkNames(of entries: [ServerlessFunction]) throws(ProjectError) {
        var seen: Set<[String]> = []
        for entry in entries {
            guard let function = entry.function, !seen.insert([entry.service.name, function.name]).inserted else {
                continue
            }
            throw ProjectError(
                .nameRepeated,
                at: entry.place,
                reason: "the function \"\(function.name)\" of the service \"\(entry.service.name)\" is there twice",
                advice: "Give one of them another name"
            )
        }
    }

    private mutating func resolved(
        _ field: ConfigurationField?,
        this: String?
    ) throws(ProjectError) -> ConfigurationField? {
        guard let field else { return nil }
        let node = try resolver.resolve(field.node, this: this)
        return ConfigurationField(path: field.path, file: file.path, node: node)
    }

    private mutating func warnAboutUnknown(_ field: ConfigurationField, known: [String]) throws(ProjectError) {
        for entry in try field.table().entries where !known.contains(entry.key) {
            let hint = NearestName.hint(for: entry.key, among: known)
            warn(
                .keyUnknown,
                SourcePlace(file: file.path, position: entry.position),
                "\"\(entry.key)\" is unknown\(hint)"
            )
        }
    }

    mutating func warn(_ code: ProjectWarning.Code, _ place: SourcePlace, _ text: String) {
        warnings.append(ProjectWarning(code, at: place, text))
    }
}
