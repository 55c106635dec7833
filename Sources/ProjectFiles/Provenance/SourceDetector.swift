public import ReleaseModel

/// Tells a person at a terminal from a job of continuous integration.
public enum SourceDetector {
    /// Returns `.ci` when a variable that CI platforms set is there, else `.cli`.
    public static func source(environment: [String: String]) -> Attribution.Source {
        let isSet = { (name: String) in
            let value = environment[name]?.lowercased() ?? ""
            return !["", "0", "false", "no"].contains(value)
        }
        return variables.contains(where: isSet) ? .ci : .cli
    }

    private static let variables = [
        "CI", "GITHUB_ACTIONS", "GITLAB_CI", "BITBUCKET_BUILD_NUMBER", "TF_BUILD", "BUILDKITE", "CIRCLECI", "TRAVIS",
        "JENKINS_URL", "TEAMCITY_VERSION", "DRONE", "APPVEYOR", "CODEBUILD_BUILD_ID", "SEMAPHORE", "WOODPECKER",
    ]
}
