import FoundationEssentials
import NativeWire
import ReleaseModel
import Testing

@testable import CommandLineTool

@Suite("Nothing from outside acts upon the terminal")
struct EscapingTests {
    @Test(
        arguments: [
            ("plain ümläut 日本 👩‍👩‍👧", "plain ümläut 日本 👩‍👩‍👧"), ("a\u{1B}[31mb", "a\\u{1B}[31mb"),
            ("a\nb\r\tc", "a\\nb\\r\\tc"), ("\u{0}\u{7}\u{7F}", "\\u{00}\\u{07}\\u{7F}"),
            ("\u{9B}31m", "\\u{9B}31m"), ("user\u{202E}txt.exe", "user\\u{202E}txt.exe"),
            ("\u{2066}a\u{2069}\u{200F}\u{61C}", "\\u{2066}a\\u{2069}\\u{200F}\\u{61C}"),
            ("a\u{2028}b\u{FEFF}\u{200B}", "a\\u{2028}b\\u{FEFF}\\u{200B}"), ("\u{E0041}", "\\u{E0041}"),
        ]
    )
    func escapes(text: String, shown: String) {
        #expect(EscapedText.of(text) == shown)
        #expect(TerminalText(text).plain == shown)
        let interpolated: TerminalText = "\(text, .bad)"
        #expect(interpolated.plain == shown)
        #expect(interpolated.rendered(inColor: true) == "\u{1B}[31m\(shown)\u{1B}[0m")
    }

    @Test("JSON keeps its meaning and its layout")
    func json() throws {
        let text = try JSONDocument.pretty(["k": "a\u{202E}b\u{1B}\u{9B}\u{E0041}\n"])
        #expect(text == "{\n  \"k\" : \"a\\u202Eb\\u001b\\u009B\\uDB40\\uDC41\\n\"\n}")
        #expect(!text.unicodeScalars.contains { EscapedText.isDangerous($0) && $0 != "\n" })
    }

    @Test("tabs stay in lines of files, and nothing else does")
    func sourceLines() {
        #expect(TerminalText(sourceLine: "\ta\u{1B}\r").plain == "\ta\\u{1B}\\r")
    }

    /// What an attacker may have put into every field there is.
    static let evil = "\u{1B}]0;pwned\u{7}\u{202E}\n\u{9B}2J"

    @Test("every view of strings from a server is safe")
    func views() {
        let evil = Self.evil
        let provenance = WireProvenance.evil
        let share = WireShare(version: 1, versionId: evil, percentage: evil)
        let condition = WireCondition(attribute: evil, test: evil, values: [evil])
        let deployment = WireDeployment(
            id: evil,
            workload: evil,
            alias: evil,
            sequence: 1,
            shares: [share],
            rules: [WireRule(match: evil, conditions: [condition], shares: [share])],
            origin: evil,
            restores: evil,
            author: evil,
            source: evil,
            message: evil,
            provenance: provenance,
            createdAt: evil,
            inForce: true
        )
        let event = WireTailEvent(
            at: evil,
            workload: evil,
            version: 1,
            requestId: evil,
            kind: evil,
            level: evil,
            message: evil,
            stack: evil
        )
        let module = WireModule(name: evil, type: evil, digest: evil, size: 1)
        let change = WireFileChange(name: evil, change: evil, from: module, to: nil)
        let diff = WireDiff(
            from: 1,
            to: 2,
            identical: false,
            configuration: [WireConfigurationChange(field: evil, from: evil, to: nil)],
            files: [change]
        )
        let commit = WireCommit(revision: 1, state: evil, inForceAfterMilliseconds: .nan, rollback: evil)
        let problem = WireProblem(
            title: evil,
            status: 500,
            detail: evil,
            code: evil,
            nextStep: evil,
            candidates: [evil]
        )
        let times = RelativeTime(now: .distantPast)
        let lines =
            DeploymentTable(deployments: [deployment], times: times).lines()
            + DeploymentPage(deployment: deployment, times: times, url: evil).lines()
            + DeploymentView(deployment: deployment, commit: commit, url: evil, preview: evil).lines()
            + TailLine(event: event).lines() + DiffSummary(diff: diff).lines()
            + FileDiff(name: evil, old: .absent, new: .bytes(Array(evil.utf8))).lines()
            + FailureReport(failure: CommandFailure(problem)).lines()
        #expect(lines.count > 20)
        for line in lines {
            #expect(!line.plain.unicodeScalars.contains { EscapedText.isDangerous($0) }, "\(line.plain)")
        }
    }
}

extension WireProvenance {
    /// A commit whose every word is hostile.
    fileprivate static var evil: WireProvenance {
        let evil = EscapingTests.evil
        return WireProvenance(
            .init(provider: .git, repository: evil, url: evil, branch: evil, commit: evil, message: evil, isDirty: true)
        )
    }
}
