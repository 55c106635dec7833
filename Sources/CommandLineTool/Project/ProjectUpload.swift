import NativeWire
import ProjectFiles
import ReleaseModel

/// What a project uploads: its modules, its configuration, and where they come from.
struct ProjectUpload: Sendable {
    let worker: String
    let compatibility: Compatibility
    let bindings: [WireBinding]
    let modules: ModuleGraph
    let provenance: WireProvenance?
    /// What does not stop the upload, but may not do what its author expects.
    let warnings: [String]

    /// Reads the project that the arguments name.
    init(_ session: Session) throws(CommandFailure) {
        let loader = ProjectLoader(session)
        let project = try loader.project()
        worker = project.name.text
        compatibility = project.compatibility
        modules = try loader.modules(of: project)
        bindings = Self.bindings(of: project, and: session.arguments.all(UploadOption.variable))
        provenance = ProvenanceCollector(environment: session.environment, folder: project.baseFolder).collect()
            .map(WireProvenance.init)
        warnings =
            (project.warnings + modules.warnings).map(\.description)
            + project.unsupported.map { "\($0.place): \"\($0.path)\" has no effect on Sluice yet." }
    }

    /// In bytes.
    var size: Int { modules.modules.reduce(0) { $0 + $1.size } }

    /// Makes the form of this upload; with `deploys` the new version serves everything at once, in the same commit.
    func form(_ arguments: Arguments, deploys: Bool) throws(CommandFailure) -> UploadForm {
        let metadata = WireUploadMetadata(
            main: modules.main,
            compatibilityDate: compatibility.date,
            compatibilityFlags: compatibility.flags,
            bindings: bindings,
            tag: arguments[UploadOption.tag],
            message: arguments[ChangeOption.message],
            provenance: provenance,
            deploy: deploys ? true : nil,
            create: arguments[UploadOption.create] ? true : nil,
            skipUnchanged: arguments[UploadOption.skipUnchanged] ? true : nil
        )
        return try UploadForm(metadata, modules: modules.modules)
    }

    /// The configuration's bindings; a variable from the command line takes the place of one with its name.
    private static func bindings(of project: WorkerProject, and variables: [VariableBinding]) -> [WireBinding] {
        let overridden = Set(variables.map(\.name))
        let kept = project.bindings.filter { !overridden.contains($0.name) }.map(WireBinding.init)
        let last = Dictionary(variables.map { ($0.name, $0.value) }) { _, last in last }
        let added = last.sorted { $0.key < $1.key }
        return kept + added.map { WireBinding(name: $0.key, type: "plain_text", text: $0.value) }
    }
}
