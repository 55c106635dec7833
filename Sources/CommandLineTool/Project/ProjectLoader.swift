import ProjectFiles

/// Reads the project in the working folder as the arguments ask.
struct ProjectLoader: Sendable {
    private let session: Session

    init(_ session: Session) {
        self.session = session
    }

    func project() throws(CommandFailure) -> WorkerProject {
        let arguments = session.arguments
        do throws(ProjectError) {
            return try WorkerProject.load(
                from: session.workingFolder,
                configuration: arguments[WorkerOption.configuration],
                environment: arguments[WorkerOption.environment],
                name: arguments[WorkerOption.name]
            )
        } catch {
            throw Self.failure(error)
        }
    }

    func modules(of project: WorkerProject) throws(CommandFailure) -> ModuleGraph {
        do throws(ProjectError) {
            return try ModuleGraph(of: project)
        } catch {
            throw Self.failure(error)
        }
    }

    func files(of project: WorkerProject) throws(CommandFailure) -> StaticFiles? {
        do throws(ProjectError) {
            return try StaticFiles(of: project)
        } catch {
            throw Self.failure(error)
        }
    }

    static func failure(_ error: ProjectError) -> CommandFailure {
        let reason =
            error.place.map { "\($0): \(error.reason)" } ?? error.reason.prefix(1).uppercased()
            + error.reason.dropFirst()
        return .files(error.code.rawValue, "\(reason).", nextStep: "\(error.advice).")
    }
}
