import ReleaseModel

/// What a continuous-integration platform tells its jobs in environment variables.
///
/// Source: each platform's list of predefined variables. A fact whose variables are missing or empty is `nil`.
enum IntegrationPlatform: CaseIterable {
    case github, gitlab, bitbucket, azure

    /// The platform whose job this is; `nil` outside of all.
    init?(_ variables: EnvironmentVariables) {
        guard let platform = Self.allCases.first(where: { $0.marks.contains { variables[$0] != nil } }) else {
            return nil
        }
        self = platform
    }

    /// Variables of which one is always set.
    private var marks: [String] {
        switch self {
        case .github: ["GITHUB_ACTIONS", "GITHUB_SHA"]
        case .gitlab: ["GITLAB_CI", "CI_COMMIT_SHA"]
        case .bitbucket: ["BITBUCKET_BUILD_NUMBER", "BITBUCKET_COMMIT"]
        case .azure: ["TF_BUILD", "BUILD_SOURCEVERSION"]
        }
    }

    func provenance(_ variables: EnvironmentVariables) -> Provenance {
        switch self {
        case .github: github(variables)
        case .gitlab: gitlab(variables)
        case .bitbucket: bitbucket(variables)
        case .azure: azure(variables)
        }
    }

    private func github(_ variables: EnvironmentVariables) -> Provenance {
        let repository = variables["GITHUB_REPOSITORY"]
        let server = variables["GITHUB_SERVER_URL"]
        let isTag = variables["GITHUB_REF_TYPE"] == "tag"
        let url = server.flatMap { server in repository.map { "\(server)/\($0)" } }
        return Provenance(
            provider: .github,
            repository: repository,
            url: url.flatMap(RepositoryURL.init)?.shown,
            // In a pull request the name of the ref is "12/merge"; the head is the branch.
            branch: isTag ? nil : variables["GITHUB_HEAD_REF"] ?? variables["GITHUB_REF_NAME"],
            commit: variables["GITHUB_SHA"]
        )
    }

    private func gitlab(_ variables: EnvironmentVariables) -> Provenance {
        let isTag = variables["CI_COMMIT_TAG"] != nil
        return Provenance(
            provider: .gitlab,
            repository: variables["CI_PROJECT_NAME"],
            url: variables["CI_PROJECT_URL"].flatMap(RepositoryURL.init)?.shown,
            branch: isTag ? nil : variables["CI_MERGE_REQUEST_SOURCE_BRANCH_NAME"] ?? variables["CI_COMMIT_REF_NAME"],
            commit: variables["CI_COMMIT_SHA"],
            message: variables["CI_COMMIT_TITLE"] ?? variables["CI_COMMIT_MESSAGE"]
        )
    }

    private func bitbucket(_ variables: EnvironmentVariables) -> Provenance {
        Provenance(
            provider: .bitbucket,
            repository: variables["BITBUCKET_REPO_SLUG"],
            url: variables["BITBUCKET_GIT_HTTP_ORIGIN"].flatMap(RepositoryURL.init)?.shown,
            branch: variables["BITBUCKET_BRANCH"],
            commit: variables["BITBUCKET_COMMIT"]
        )
    }

    private func azure(_ variables: EnvironmentVariables) -> Provenance {
        Provenance(
            provider: .azure,
            repository: variables["BUILD_REPOSITORY_NAME"],
            url: variables["BUILD_REPOSITORY_URI"].flatMap(RepositoryURL.init)?.shown,
            branch: azureBranch(variables),
            commit: variables["BUILD_SOURCEVERSION"],
            message: variables["BUILD_SOURCEVERSIONMESSAGE"]
        )
    }

    /// The variable of the short name has only what follows the last slash, so the full ref comes first.
    private func azureBranch(_ variables: EnvironmentVariables) -> String? {
        let heads = "refs/heads/"
        if let head = variables["SYSTEM_PULLREQUEST_SOURCEBRANCH"] {
            return head.hasPrefix(heads) ? String(head.dropFirst(heads.count)) : head
        }
        guard let ref = variables["BUILD_SOURCEBRANCH"] else { return variables["BUILD_SOURCEBRANCHNAME"] }
        if ref.hasPrefix(heads) { return String(ref.dropFirst(heads.count)) }
        return ref.hasPrefix("refs/") ? nil : ref
    }
}
