import HTTPEngine
import HTTPModel
import ReleaseCore
import ReleaseModel
import Testing

@testable import DialectPrefect

@Suite("What a version pins")
struct FlowPinTests {
    static let examples: [(property: String, json: String, pin: FlowPin)] = [
        (
            "pull_steps",
            #"[{"prefect.deployments.steps.git_clone":{"repository":"https://u:p@h/r.git","commit_sha":"c0ffee"}}]"#,
            FlowPin(what: "git_clone", subject: "https://h/r.git", choice: "commit c0ffee", isFixed: true)
        ),
        (
            "pull_steps", #"[{"prefect.deployments.steps.git_clone":{"repository":"r","branch":"main"}}]"#,
            FlowPin(what: "git_clone", subject: "r", choice: "branch main", isFixed: false)
        ),
        (
            "pull_steps", #"[{"prefect.deployments.steps.git_clone":{"repository":"r"}}]"#,
            FlowPin(what: "git_clone", subject: "r", choice: "the default branch", isFixed: false)
        ),
        (
            "pull_steps", #"[{"prefect.deployments.steps.set_working_directory":{"directory":"/srv"}}]"#,
            FlowPin(what: "set_working_directory", subject: "/srv", choice: "what is there", isFixed: false)
        ),
        (
            "pull_steps", #"[{"prefect_aws.deployments.steps.pull_from_s3":{"bucket":"b","folder":"f"}}]"#,
            FlowPin(what: "pull_from_s3", subject: "b/f", choice: "what is there", isFixed: false)
        ),
        (
            "job_variables", #"{"image":"registry:5000/a/b@sha256:12"}"#,
            FlowPin(what: "image", subject: "registry:5000/a/b", choice: "digest sha256:12", isFixed: true)
        ),
        (
            "job_variables", #"{"image":"registry:5000/a/b"}"#,
            FlowPin(what: "image", subject: "registry:5000/a/b", choice: "tag latest", isFixed: false)
        ),
        (
            "job_variables", #"{"image":"a/b:3.9"}"#,
            FlowPin(what: "image", subject: "a/b:3.9", choice: "tag 3.9", isFixed: false)
        ),
    ]

    @Test("is told, and whether it can change under it", arguments: examples.indices)
    func pins(index: Int) throws {
        let example = Self.examples[index]
        var changes: [(String, String)] = [("pull_steps", "[]"), ("job_variables", "{}")]
        changes.append((example.property, example.json))
        let members = try changes.map { JSONText.Member($0.0, try #require(JSONText($0.1))) }
        let json = try #require(JSONText(DeploymentDocumentTests.example)).setting(members)
        let content = try #require(DeploymentDocument(json)).content
        let server = try PrefectServer(at: .unix(path: "/nowhere"), authString: nil)
        #expect(server.flows.pins(of: content) == [example.pin])
    }

    @Test("is nothing for steps that bring no code")
    func others() throws {
        let content = try DeploymentDocumentTests.document([
            "pull_steps": #"[{"prefect.deployments.steps.run_shell_script":{"script":"make"}}]"#
        ]).content
        let server = try PrefectServer(at: .unix(path: "/nowhere"), authString: nil)
        #expect(server.flows.pins(of: content).isEmpty)
    }
}
