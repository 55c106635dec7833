import NativeWire
import RuntimeSupervision
import Testing

@testable import ServerAssembly

@Suite("The status says truly how functions are confined")
struct FunctionStatusTests {
    static let others: Set<SandboxReport.Layer> = [.resourceLimits, .systemCallFilter, .userPerInstance, .memoryGroup]

    @Test(
        "without bubblewrap there is no sandbox, whatever else is active",
        arguments: [([.bubblewrap], true, .enforced), ([], true, .off), ([], false, .refused)]
            as [([SandboxReport.Layer], Bool, WireSandbox.State)]
    )
    func state(active: [SandboxReport.Layer], isSufficient: Bool, state: WireSandbox.State) {
        let sandbox = WireSandbox(
            SandboxReport(
                active: active + Self.others,
                missing: [.init(layer: .userNamespace, reason: "R")],
                isSufficient: isSufficient
            )
        )
        #expect(sandbox.state == state)
        #expect(sandbox.missing.map(\.layer) == ["userNamespace"] && sandbox.missing.map(\.reason) == ["R"])
        #expect(sandbox.missing.map(\.consequence) == [SandboxReport.Layer.userNamespace.consequence])
    }

    @Test("each layer has a consequence of its own")
    func consequences() {
        let consequences = SandboxReport.Layer.allCases.map(\.consequence)
        #expect(Set(consequences).count == SandboxReport.Layer.allCases.count)
    }
}
