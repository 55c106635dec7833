import RuntimeSupervision
import Telemetry
import Testing

@testable import ServerAssembly

@Suite("Metrics tell how functions are confined")
struct FunctionStatusMetricTests {
    @Test("one value for each layer, and the instances of each runtime")
    func families() {
        let status = FunctionStatus(
            sandbox: SandboxReport(
                active: [.bubblewrap],
                missing: [.init(layer: .memoryGroup, reason: "there are none")],
                isSufficient: true
            ),
            engines: [
                .init(
                    engine: .python,
                    release: nil,
                    warm: 1,
                    missing: nil,
                    runtimes: [.init(name: "python3", instances: 0), .init(name: "python3.9", instances: 2)]
                )
            ]
        )
        #expect(
            status.families.map(\.samples) == [
                [
                    .init(.gauge(1), labels: ["layer": "bubblewrap"]),
                    .init(.gauge(0), labels: ["layer": "memoryGroup"]),
                ],
                [
                    .init(.gauge(0), labels: ["engine": "python", "runtime": "python3"]),
                    .init(.gauge(2), labels: ["engine": "python", "runtime": "python3.9"]),
                ],
            ]
        )
    }

    @Test("nothing is said of layers before they were tried")
    func unknown() {
        #expect(FunctionStatus(sandbox: nil, engines: []).families.allSatisfy { $0.samples.isEmpty })
    }
}
