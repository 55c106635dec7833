import NativeWire
import ProjectFiles
import ReleaseModel

/// The worker that a command is about.
struct WorkerSelection: Sendable {
    let name: String

    /// Takes `--name`, else the name in the project's configuration.
    init(_ session: Session) throws(CommandFailure) {
        if let name = session.arguments[WorkerOption.name] {
            self.name = name
        } else {
            name = try ProjectLoader(session).project().name.text
        }
    }

    /// Returns a path below the worker's own.
    func path(_ template: String, _ values: [String: String] = [:]) -> APIPath {
        APIPath(template, values.merging(["kind": "workers", "name": name]) { given, _ in given })
    }
}
