import NativeWire
import Testing

@testable import CommandLineTool

@Suite("sluice status says how functions are confined, what runs them, and how Prefect is")
struct StatusPageTests {
    private static func text(_ functions: WireFunctionStatus?, prefect: WirePrefectStatus? = nil) -> String {
        let data = WireDataStatus(
            process: WireProcess(pid: 2, uptimeSeconds: 1),
            epoch: 1,
            appliedRevision: 1,
            workloads: 0,
            engines: [],
            instances: [],
            functions: functions
        )
        let status = WireStatus(
            version: "1",
            epoch: 1,
            revision: 1,
            controlUrl: "http://127.0.0.1:1",
            trafficUrl: "http://127.0.0.1:2",
            domain: "localhost",
            control: WireProcess(pid: 1, uptimeSeconds: 1),
            data: data,
            prefect: prefect,
            warnings: []
        )
        return StatusPage(status: status).lines().map(\.plain).joined(separator: "\n")
    }

    private static func functions(
        _ sandbox: WireSandbox?,
        release: String? = "Python 3.13.5",
        missing: String? = nil,
        instances: Int? = 3,
        grantsNetwork: Bool = false
    ) -> WireFunctionStatus {
        let engine = WireFunctionEngine(
            name: "python",
            release: release,
            missing: missing,
            warmProcesses: 1,
            runtimes: [.init(name: "python3", instances: 0), .init(name: "python3.9", instances: instances)]
        )
        return WireFunctionStatus(sandbox: sandbox, engines: [engine], grantsNetwork: grantsNetwork)
    }

    private static func sandbox(_ state: WireSandbox.State, missing: [String] = []) -> WireSandbox {
        WireSandbox(
            state: state,
            active: ["bubblewrap", "memoryGroup"],
            missing: missing.map { .init(layer: $0, reason: "R", consequence: "C") }
        )
    }

    @Test("the layers that are active, and the instances of each runtime with what really runs them")
    func enforced() {
        let text = Self.text(Self.functions(Self.sandbox(.enforced)))
        #expect(text.contains("sandbox: bubblewrap, memoryGroup\n"))
        #expect(text.contains("Python 3.13.5, 1 warm, for python3, python3.9 (3 running)"))
        #expect(!text.contains("missing") && !text.contains("NO SANDBOX") && !text.contains("network"))
    }

    @Test("which layers are missing, and that functions were granted a network")
    func missing() {
        let text = Self.text(Self.functions(Self.sandbox(.enforced, missing: ["userNamespace"]), grantsNetwork: true))
        #expect(text.contains("missing: userNamespace; with this machine's network"))
    }

    @Test(
        "loudly, that there is no sandbox",
        arguments: [
            (.off, "NO SANDBOX: they have the rights of this server"), (.refused, "NO SANDBOX: they do not start"),
        ] as [(WireSandbox.State, String)]
    )
    func none(state: WireSandbox.State, words: String) {
        #expect(Self.text(Self.functions(Self.sandbox(state))).contains(words))
    }

    @Test("what cannot be started, what was not started yet, and what is not known")
    func engines() {
        let absent = Self.text(Self.functions(nil, release: nil, missing: "it is not installed", instances: nil))
        #expect(absent.contains("python: it is not installed, for python3, python3.9"))
        #expect(absent.contains("sandbox not known yet"))
        #expect(Self.text(Self.functions(nil, release: nil)).contains("python, not started yet, 1 warm"))
        #expect(Self.text(nil).contains("none start here"))
    }

    private static func prefect(answers: Bool = true, open: Int = 0) -> String {
        text(
            nil,
            prefect: WirePrefectStatus(
                url: "http://127.0.0.1:4200",
                upstream: "http://127.0.0.1:4201",
                answers: answers,
                flows: 1,
                openChanges: open,
                oldestChangeSeconds: open > 0 ? 125 : nil,
                warnings: []
            )
        )
    }

    @Test("where Prefect's clients are led to and what is behind, and nothing where there is no Prefect")
    func prefect() {
        #expect(!Self.text(nil).contains("Prefect"))
        let quiet = Self.prefect()
        #expect(quiet.contains("http://127.0.0.1:4200  in front of http://127.0.0.1:4201, which answers\n"), "\(quiet)")
        #expect(quiet.contains("1 flow with a history, no change under way"))
        #expect(Self.prefect(answers: false).contains("http://127.0.0.1:4201, which does not answer\n"))
        #expect(Self.prefect(open: 2).contains("2 changes under way, the oldest for 2m"), "\(Self.prefect(open: 2))")
    }
}
