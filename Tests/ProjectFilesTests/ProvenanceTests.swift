import ReleaseModel
import Testing

@testable import ProjectFiles

@Suite("Provenance is what the platform or git says, and never half of it")
struct ProvenanceTests {
    struct Case: CustomTestStringConvertible {
        let environment: [String: String]
        let expected: Provenance
        var testDescription: String { "\(expected.provider) \(environment.count)" }

        init(_ environment: [String: String], _ expected: Provenance) {
            (self.environment, self.expected) = (environment, expected)
        }
    }

    private static let sha = "0123456789abcdef0123456789abcdef01234567"

    @Test(
        "from the variables of each platform, without a checkout",
        arguments: [
            Case(
                [
                    "GITHUB_SHA": sha, "GITHUB_REF_NAME": "main", "GITHUB_REPOSITORY": "o/r",
                    "GITHUB_SERVER_URL": "https://github.com",
                ],
                Provenance(
                    provider: .github,
                    repository: "o/r",
                    url: "https://github.com/o/r",
                    branch: "main",
                    commit: sha
                )
            ),
            Case(
                ["GITHUB_SHA": sha, "GITHUB_REPOSITORY": "o/r", "GITHUB_REF_NAME": ""],
                Provenance(provider: .github, repository: "o/r", commit: sha)
            ),
            Case(
                ["GITHUB_ACTIONS": "true", "GITHUB_SERVER_URL": "https://github.com"],
                Provenance(provider: .github)
            ),
            Case(
                ["GITHUB_SHA": sha, "GITHUB_REF_NAME": "7/merge", "GITHUB_HEAD_REF": "topic/x"],
                Provenance(provider: .github, branch: "topic/x", commit: sha)
            ),
            Case(
                ["GITHUB_SHA": sha, "GITHUB_REF_NAME": "v1", "GITHUB_REF_TYPE": "tag"],
                Provenance(provider: .github, commit: sha)
            ),
            Case(
                [
                    "CI_COMMIT_SHA": sha, "CI_COMMIT_REF_NAME": "main", "CI_PROJECT_NAME": "r",
                    "CI_PROJECT_URL": "https://gitlab.com/g/r", "CI_COMMIT_MESSAGE": "First\n\nBody",
                ],
                Provenance(
                    provider: .gitlab,
                    repository: "r",
                    url: "https://gitlab.com/g/r",
                    branch: "main",
                    commit: sha,
                    message: "First"
                )
            ),
            Case(
                ["GITLAB_CI": "true", "CI_COMMIT_TAG": "v1", "CI_COMMIT_REF_NAME": "v1", "CI_COMMIT_TITLE": " T "],
                Provenance(provider: .gitlab, message: "T")
            ),
            Case(
                [
                    "BITBUCKET_COMMIT": sha, "BITBUCKET_BRANCH": "main", "BITBUCKET_REPO_SLUG": "r",
                    "BITBUCKET_GIT_HTTP_ORIGIN": "http://x-token-auth:secret@bitbucket.org/w/r",
                ],
                Provenance(
                    provider: .bitbucket,
                    repository: "r",
                    url: "http://bitbucket.org/w/r",
                    branch: "main",
                    commit: sha
                )
            ),
            Case(["BITBUCKET_BUILD_NUMBER": "7"], Provenance(provider: .bitbucket)),
            Case(
                [
                    "BUILD_SOURCEVERSION": sha, "BUILD_SOURCEBRANCHNAME": "main", "BUILD_REPOSITORY_NAME": "r",
                    "BUILD_REPOSITORY_URI": "https://org@dev.azure.com/org/p/_git/r",
                ],
                Provenance(
                    provider: .azure,
                    repository: "r",
                    url: "https://dev.azure.com/org/p/_git/r",
                    branch: "main",
                    commit: sha
                )
            ),
            Case(
                [
                    "TF_BUILD": "True", "BUILD_SOURCEBRANCH": "refs/heads/topic/x", "BUILD_SOURCEBRANCHNAME": "x",
                    "BUILD_SOURCEVERSIONMESSAGE": "Why\nmore",
                ],
                Provenance(provider: .azure, branch: "topic/x", message: "Why")
            ),
            Case(
                ["TF_BUILD": "True", "BUILD_SOURCEBRANCH": "refs/tags/v1", "BUILD_SOURCEBRANCHNAME": "v1"],
                Provenance(provider: .azure)
            ),
        ]
    )
    func readsVariables(_ example: Case) {
        let collector = ProvenanceCollector(
            environment: example.environment,
            git: Git { (_) throws(GitFailure) in throw .notInstalled }
        )
        #expect(collector.collect() == example.expected)
    }

    @Test("in a job, the checkout adds message and dirtiness, of the job's commit only")
    func completes() {
        let git = Git { (arguments) throws(GitFailure) in
            switch arguments.first {
            case "rev-parse": return arguments.contains("HEAD") ? "\(Self.sha)\n" : "true\n"
            case "log": return arguments.last == Self.sha ? "Subject\n\nBody\n" : ""
            case "status": return " M file\n"
            default: throw .refused
            }
        }
        let found = ProvenanceCollector(environment: ["GITHUB_SHA": Self.sha], git: git).collect()
        #expect(found == Provenance(provider: .github, commit: Self.sha, message: "Subject", isDirty: true))
        let other = ProvenanceCollector(environment: ["BITBUCKET_COMMIT": "--all"], git: git).collect()
        #expect(other == Provenance(provider: .bitbucket, commit: "--all", isDirty: true))
    }

    @Test("nothing outside of CI without git")
    func findsNothing() {
        let git = Git { (_) throws(GitFailure) in throw .tookTooLong }
        #expect(ProvenanceCollector(environment: [:], git: git).collect() == nil)
    }

    @Test(
        "addresses lose credentials, queries and local paths",
        arguments: [
            ("https://user:token@host.example/o/r.git", "https://host.example/o/r", "o/r"),
            ("https://host.example:8443/o/r/", "https://host.example:8443/o/r", "o/r"),
            ("https://host.example/o/r?private_token=x#y", "https://host.example/o/r", "o/r"),
            ("HTTPS://host/o/r", "https://host/o/r", "o/r"),
            ("git@github.com:o/r.git", "github.com/o/r", "o/r"),
            ("ssh://git@host.example:2222/o/r.git", "host.example/o/r", "o/r"),
            ("git://host/r.git", "host/r", "r"),
            ("https://user:a/b@host/o/r", nil, nil), ("https://host", nil, nil), ("https:///o/r", nil, nil),
            ("file:///srv/r.git", nil, nil), ("/srv/r.git", nil, nil), ("../r", nil, nil), ("", nil, nil),
            ("C:\\r", nil, nil), ("https://host/o r", nil, nil), ("javascript://host/x", nil, nil),
            ("https://host/../x", nil, nil),
        ] as [(String, String?, String?)]
    )
    func cleansAddresses(text: String, shown: String?, path: String?) {
        let url = RepositoryURL(text)
        #expect(url?.shown == shown)
        #expect(url?.path == path)
    }

    @Test(
        "the source is a job where a platform says so",
        arguments: [
            ([:], .cli), (["CI": "true"], .ci), (["CI": "false"], .cli), (["CI": ""], .cli),
            (["TF_BUILD": "True"], .ci), (["GITHUB_ACTIONS": "true"], .ci), (["HOME": "/root"], .cli),
        ] as [([String: String], Attribution.Source)]
    )
    func detectsSource(environment: [String: String], source: Attribution.Source) {
        #expect(SourceDetector.source(environment: environment) == source)
    }
}
