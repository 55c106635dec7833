import Glibc
import ProjectFiles
import ReleaseModel
import TestSurroundings
import Testing

@Suite("Git is asked about the folder itself, for a bounded time")
struct GitProcessTests {
    private static let path = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent"]

    @Test("before the first commit, on a branch, dirty, detached", .timeLimit(.minutes(1)))
    func readsRepositories() throws {
        let folder = try TemporaryFolder(["sub/file": "one"])
        let git = GitProcess(folder: folder.path, environment: Self.path)
        let collect = { ProvenanceCollector(environment: Self.path, folder: "\(folder.path)/sub").collect() }
        #expect(collect() == nil)
        _ = try git.run(["init", "--quiet", "--initial-branch=topic/x"])
        #expect(collect() == Provenance(provider: .git, branch: "topic/x", isDirty: true))
        try Self.commit("Subject\n\nBody", with: git)
        let commit = try git.run(["rev-parse", "HEAD"]).trimmed
        #expect(
            collect()
                == Provenance(provider: .git, branch: "topic/x", commit: commit, message: "Subject", isDirty: false)
        )
        _ = try git.run(["remote", "add", "origin", "https://me:secret@host.example/o/r.git"])
        _ = try git.run(["checkout", "--quiet", "--detach"])
        try folder.write("two", to: "sub/new")
        #expect(
            collect()
                == Provenance(
                    provider: .git,
                    repository: "o/r",
                    url: "https://host.example/o/r",
                    commit: commit,
                    message: "Subject",
                    isDirty: true
                )
        )
    }

    @Test("a shallow clone of a local folder tells its name, not its path", .timeLimit(.minutes(1)))
    func readsShallowClones() throws {
        let folder = try TemporaryFolder(["origin.git/file": "one"])
        let origin = GitProcess(folder: "\(folder.path)/origin.git", environment: Self.path)
        _ = try origin.run(["init", "--quiet", "--initial-branch=main"])
        try Self.commit("One", with: origin)
        try Self.commit("Two", with: origin)
        let git = GitProcess(folder: folder.path, environment: Self.path)
        _ = try git.run(["clone", "--quiet", "--depth=1", "file://\(folder.path)/origin.git", "clone"])
        let found = ProvenanceCollector(environment: Self.path, folder: "\(folder.path)/clone").collect()
        #expect(found?.repository == "origin")
        #expect(found?.url == nil)
        #expect(found?.message == "Two")
    }

    @Test("ends git at the deadline, and refuses endless output", .timeLimit(.minutes(1)))
    func isBounded() throws {
        let folder = try TemporaryFolder()
        let hasty = GitProcess(folder: folder.path, environment: Self.path, deadline: .milliseconds(200))
        let waits = ["-c", "alias.wait=!exec tail -f /dev/null", "wait"]
        let start = ContinuousClock.now
        #expect(throws: GitFailure.tookTooLong) { try hasty.run(waits) }
        #expect(ContinuousClock.now - start < .seconds(20))
        let patient = GitProcess(folder: folder.path, environment: Self.path, deadline: .seconds(20))
        #expect(throws: GitFailure.saidTooMuch) { try patient.run(["-c", "alias.shout=!yes", "shout"]) }
        #expect(throws: GitFailure.refused) { try patient.run(["rev-parse", "--verify", "HEAD"]) }
    }

    private static func commit(_ message: String, with git: GitProcess) throws {
        _ = try git.run(["add", "--all"])
        let author = ["-c", "user.name=A", "-c", "user.email=a@example.com"]
        _ = try git.run(author + ["commit", "--quiet", "--allow-empty", "--message", message])
    }
}

extension String {
    fileprivate var trimmed: String { filter { !$0.isNewline } }
}
