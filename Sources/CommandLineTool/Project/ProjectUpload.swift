import NativeWire
import ProjectFiles
import ReleaseModel

/// What a project uploads: its modules, its static files, its configuration, and where they come from.
struct ProjectUpload: Sendable {
    let source: WorkerProject
    let worker: String
    let compatibility: Compatibility
    let bindings: [WireBinding]
    /// The types of bindings that stay where this upload has none of their name; secrets always do.
    let keep: [String]
    let modules: ModuleGraph
    let files: StaticFiles?
    /// Where the static files lie.
    let assetFolder: String?
    let provenance: WireProvenance?
    /// What does not stop the upload, but may not do what its author expects.
    let warnings: [String]

    /// Reads the project that the arguments name.
    init(_ session: Session) async throws(CommandFailure) {
        let loader = ProjectLoader(session)
        let project = try loader.project()
        source = project
        let arguments = session.arguments
        let keepsUnsupported = arguments[UploadOption.allowUnsupported]
        if !keepsUnsupported, let failure = Self.refusal(of: project.unsupportedBindings) { throw failure }
        try ProjectTriggerCheck(project).run()
        worker = project.name.text
        compatibility = project.compatibility
        modules = try loader.modules(of: project)
        files = try loader.files(of: project)
        assetFolder = project.assets?.folder
        var secrets: [WireBinding] = []
        if let file = arguments[UploadOption.secretsFile] { secrets = try await SecretsFile.read(file, session) }
        bindings =
            Self.bindings(of: project, and: arguments.all(UploadOption.variable), secrets)
            + project.unsupportedBindings.map { WireBinding(name: $0.name, type: $0.type, text: $0.document) }
        let keepsVariables = project.keepsVariables || arguments[UploadOption.keepVariables]
        keep = ["secret_text"] + (keepsVariables ? ["plain_text", "json"] : [])
        provenance = ProvenanceCollector(environment: session.environment, folder: project.baseFolder).collect()
            .map(WireProvenance.init)
        warnings =
            (project.warnings + modules.warnings).map(\.description)
            + project.unsupported.map { "\($0.place): \"\($0.path)\" has no effect on Sluice yet." }
            + project.unsupportedBindings.map {
                "\($0.place): env.\($0.name) is kept without running it: its use throws."
            }
    }

    /// Why a project with such bindings is not sent; `nil` where there is none.
    private static func refusal(of bindings: [UnsupportedBinding]) -> CommandFailure? {
        guard !bindings.isEmpty else { return nil }
        let sentences = bindings.map {
            "\($0.place): \"\($0.path)\" binds env.\($0.name) to the type \"\($0.type)\", which Sluice does not run."
        }
        return .files(
            "binding_type_unknown",
            sentences.joined(separator: " "),
            nextStep:
                "Leave it out, or pass --allow-unsupported-bindings, which a server that was started with the same"
                + " option takes: it keeps the binding, and its use throws."
        )
    }

    /// Of the modules, in bytes.
    var size: Int { modules.modules.reduce(0) { $0 + $1.size } }

    /// What becomes of the new version.
    enum Release: Sendable, Hashable {
        /// It waits.
        case later
        /// It serves everything at once, in the same commit, and may end a gradual deployment as `endSplit` says.
        case now(endSplit: String?)
    }

    /// Makes the form of this upload.
    func form(
        _ arguments: Arguments,
        assets: WireUploadAssets?,
        release: Release
    ) throws(CommandFailure) -> UploadForm {
        var endSplit: String?
        if case .now(let permitted) = release { endSplit = permitted }
        let metadata = WireUploadMetadata(
            main: modules.main,
            compatibilityDate: compatibility.date,
            compatibilityFlags: compatibility.flags,
            bindings: bindings,
            keep: keep,
            assets: assets,
            tag: arguments[UploadOption.tag],
            message: arguments[ChangeOption.message],
            provenance: provenance,
            deploy: release == .later ? nil : true,
            endSplit: endSplit,
            settings: release == .later ? nil : switches,
            create: arguments[UploadOption.create] ? true : nil,
            skipUnchanged: arguments[UploadOption.skipUnchanged] ? true : nil
        )
        return try UploadForm(metadata, modules: modules.modules)
    }

    /// Whether the worker and its previews answer on their hosts, where the configuration says so.
    ///
    /// They go with the deployment, so that nothing is served for a moment that was not to be.
    private var switches: [String: String]? {
        var switches: [String: String] = [:]
        switches["host"] = source.triggers.ownHost.map { $0 ? "on" : "off" }
        switches["previews"] = source.triggers.previews.map { $0 ? "on" : "off" }
        return switches.isEmpty ? nil : switches
    }

    /// The configuration's bindings; variables and secrets that were given besides take the place of those with their
    /// names.
    private static func bindings(
        of project: WorkerProject,
        and variables: [VariableBinding],
        _ secrets: [WireBinding]
    ) -> [WireBinding] {
        let last = Dictionary(variables.map { ($0.name, $0.value) }) { _, last in last }
        let secretNames = Set(secrets.map(\.name))
        let added = last.filter { !secretNames.contains($0.key) }.sorted { $0.key < $1.key }
        let kept = project.bindings.filter { last[$0.name] == nil && !secretNames.contains($0.name) }
        return kept.map(WireBinding.init)
            + added.map { WireBinding(name: $0.key, type: "plain_text", text: $0.value) } + secrets
    }
}
