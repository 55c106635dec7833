/// The questions about a working tree that git answers.
public struct Git: Sendable {
    /// Runs git with arguments and returns what it printed.
    public typealias Run = @Sendable (_ arguments: [String]) throws(GitFailure) -> String

    private let run: Run

    public init(run: @escaping Run) {
        self.run = run
    }

    var isWorkingTree: Bool { answer("rev-parse", "--is-inside-work-tree") == "true" }

    /// `nil` before the first commit.
    var commit: String? { answer("rev-parse", "--verify", "--quiet", "HEAD") }

    /// `nil` when HEAD is detached.
    var branch: String? { answer("symbolic-ref", "--quiet", "--short", "HEAD") }

    /// The address of `origin`, else of the first remote.
    var remote: String? {
        if let origin = answer("config", "--get", "remote.origin.url") { return origin }
        return answer("remote").flatMap { answer("config", "--get", "remote.\($0).url") }
    }

    /// The first line of a commit's message; `nil` when the checkout does not hold the commit.
    func message(of commit: String) -> String? {
        guard (7...64).contains(commit.utf8.count), commit.allSatisfy(\.isHexDigit) else { return nil }
        return answer("log", "-1", "--format=%B", commit)
    }

    /// Whether files differ from HEAD or are new; `nil` when git cannot tell.
    var isDirty: Bool? {
        do {
            return try !run(["status", "--porcelain", "--untracked-files=normal"]).isEmpty
        } catch .saidTooMuch {
            return true
        } catch {
            return nil
        }
    }

    /// Provenance is a help, not a condition: whatever keeps git from answering makes the fact unknown.
    private func answer(_ arguments: String...) -> String? {
        do throws(GitFailure) {
            return EnvironmentVariables.firstLine(try run(arguments))
        } catch {
            return nil
        }
    }
}
