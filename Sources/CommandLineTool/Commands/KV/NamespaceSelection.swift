import NativeWire
import ProjectFiles
import ReleaseModel

/// The KV namespace that a command is about.
struct NamespaceSelection: Sendable {
    let id: String

    /// Takes `--namespace-id`, or looks `--binding` up in the project's configuration.
    init(_ session: Session) throws(CommandFailure) {
        switch (session.arguments[NamespaceOption.id], session.arguments[NamespaceOption.binding]) {
        case (let id?, nil): self.id = id
        case (nil, let binding?): id = try Self.id(of: binding, in: try ProjectLoader(session).project())
        case (nil, nil): throw Self.unclear("namespace_missing", "No KV namespace is named.")
        case (_?, _?): throw Self.unclear("namespace_ambiguous", "The KV namespace is named twice.")
        }
    }

    /// Returns a path below the namespace's own.
    func path(_ template: String, _ values: [String: String] = [:]) -> APIPath {
        APIPath(template, values.merging(["namespace": id]) { given, _ in given })
    }

    private static func id(of binding: String, in project: WorkerProject) throws(CommandFailure) -> String {
        for candidate in project.bindings where candidate.name == binding {
            if case .keyValue(let id) = candidate.value { return id.compact }
        }
        throw .files(
            "binding_not_found",
            "\(project.configurationFile) binds no KV namespace as \(binding)\(environment(of: project)).",
            nextStep: "Add it under kv_namespaces, or pass --namespace-id."
        )
    }

    private static func environment(of project: WorkerProject) -> String {
        project.environment.map { " in the environment \($0)" } ?? ""
    }

    private static func unclear(_ code: String, _ detail: String) -> CommandFailure {
        .usage(code, detail, nextStep: "Pass --namespace-id ID or --binding NAME.")
    }
}
