public import ReleaseModel

/// Finds out where a project's content comes from: the CI platform's variables first, then git, else nothing.
///
/// It never fails; what cannot be found is `nil`, and no fact is pieced together from half of its parts.
public struct ProvenanceCollector: Sendable {
    private let environment: [String: String]
    private let git: Git

    public init(environment: [String: String], git: Git) {
        self.environment = environment
        self.git = git
    }

    /// Asks the git of this machine about a folder.
    public init(environment: [String: String], folder: String) {
        let process = GitProcess(folder: folder, environment: environment)
        self.init(environment: environment, git: Git { (arguments) throws(GitFailure) in try process.run(arguments) })
    }

    /// Returns what is known; `nil` outside CI and any repository.
    public func collect() -> Provenance? {
        let variables = EnvironmentVariables(environment)
        let hasTree = git.isWorkingTree
        if let platform = IntegrationPlatform(variables) {
            let told = platform.provenance(variables)
            return hasTree ? completed(told) : told
        }
        return hasTree ? fromGit() : nil
    }

    /// Adds what only the checkout of the job knows.
    private func completed(_ told: Provenance) -> Provenance {
        let commit = told.commit ?? git.commit
        return Provenance(
            provider: told.provider,
            repository: told.repository,
            url: told.url,
            branch: told.branch,
            commit: commit,
            message: told.message ?? commit.flatMap(git.message(of:)),
            isDirty: git.isDirty
        )
    }

    private func fromGit() -> Provenance {
        let commit = git.commit
        let remote = git.remote
        let url = remote.flatMap(RepositoryURL.init)
        return Provenance(
            provider: .git,
            repository: url?.path ?? remote.flatMap(Self.localName),
            url: url?.shown,
            branch: git.branch,
            commit: commit,
            message: commit.flatMap(git.message(of:)),
            isDirty: git.isDirty
        )
    }

    /// The last part of a remote that is a folder of this machine; the rest of the path is nobody's business.
    private static func localName(of remote: String) -> String? {
        guard remote.hasPrefix("/") || remote.hasPrefix(".") || remote.hasPrefix("file://") else { return nil }
        let name = FilePath.lastPart(of: remote)
        return name.hasSuffix(".git") ? String(name.dropLast(4)) : name
    }
}
