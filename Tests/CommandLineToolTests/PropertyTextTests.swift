import FoundationEssentials
import NativeWire
import Testing

@testable import CommandLineTool

@Suite("Properties of flows are shown as people read them")
struct PropertyTextTests {
    @Test(
        "texts without quotes, documents over several lines with sorted members and all digits",
        arguments: [
            ("null", []), (#""a\nb""#, ["a", "b"]), ("1.50", ["1.50"]), ("[]", ["[]"]), ("{}", ["{}"]),
            (#"["a",{}]"#, ["[", #"  "a","#, "  {}", "]"]),
            (#"{"b":[1],"a":2e3}"#, ["{", #"  "a": 2e3,"#, #"  "b": ["#, "    1", "  ]", "}"]),
            ("no json", ["no json"]),
        ] as [(String, [String])]
    )
    func texts(json: String, lines: [String]) {
        #expect(PropertyText(json).texts == lines)
    }

    private static func lines(_ from: String?, _ to: String?) -> [String] {
        let change = WireConfigurationChange(field: "p", from: from, to: to)
        let diff = WireDiff(from: 1, to: 2, identical: false, configuration: [change], files: [])
        return PropertyDiff(diff: diff).lines().dropFirst(3).map(\.plain)
    }

    @Test(
        "a diff says what differs, and nothing where only the writing does",
        arguments: [
            (nil, #""x""#, ["+x"]), (#""x""#, "null", ["-x"]), (#""1""#, "1", [#"-"1""#, "+1"]),
            (#"{"a":1,"b":2}"#, #"{"b":2, "a":1}"#, ["the same, written otherwise"]),
            ("[1,2]", "[1,3]", [" [", "   1,", "-  2", "+  3", " ]"]),
        ] as [(String?, String?, [String])]
    )
    func diff(from: String?, to: String?, lines: [String]) {
        #expect(Self.lines(from, to) == lines)
    }

    @Test("nothing in a flow acts upon the terminal")
    func escaping() {
        let evil = EscapingTests.evil
        let share = WireShare(version: 1, versionId: evil, percentage: evil, tag: evil)
        let deployment = WireDeployment(
            id: evil,
            workload: evil,
            alias: "live",
            sequence: 1,
            shares: [share],
            rules: [],
            origin: evil,
            restores: evil,
            author: evil,
            source: evil,
            message: evil,
            provenance: nil,
            createdAt: evil,
            inForce: true
        )
        let run = WireFlowRun(
            id: evil,
            name: evil,
            state: evil,
            automatic: true,
            label: evil,
            createdVersion: 1,
            startedVersion: 2,
            mixed: true,
            createdAt: evil,
            expectedAt: evil,
            startedAt: evil
        )
        let commit = WireCommit(revision: 1, state: evil, inForceAfterMilliseconds: nil, rollback: nil)
        let result = WireDeploymentResult(deployment: deployment, warnings: [], commit: commit, waitingRuns: [run])
        let pin = WireFlowPin(what: evil, subject: evil, choice: evil, fixed: false)
        let times = RelativeTime(now: .distantPast)
        let lines =
            FlowMoveView(result: result, policy: "report").lines() + FlowRunTable(runs: [run], times: times).lines()
            + FlowPinText.table([pin]) + FlowPinText.warnings([pin]) + PropertyText(evil).lines
            + PropertyText(#"{"k\u001b":"\u009b\u202e"}"#).lines
        #expect(lines.count > 12)
        for line in lines {
            #expect(!line.plain.unicodeScalars.contains { EscapedText.isDangerous($0) }, "\(line.plain)")
        }
    }
}
