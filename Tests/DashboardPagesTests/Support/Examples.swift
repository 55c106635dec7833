import FoundationEssentials
import NativeAPI
import NativeWire

extension WireUploadMetadata {
    static func example(
        message: String? = nil,
        tag: String? = nil,
        provenance: WireProvenance? = nil,
        deploy: Bool = false
    ) -> WireUploadMetadata {
        WireUploadMetadata(
            main: "index.js",
            tag: tag,
            message: message,
            provenance: provenance,
            deploy: deploy,
            create: true
        )
    }
}

extension ControlAPIConfiguration {
    static func example(port: Int) -> ControlAPIConfiguration {
        ControlAPIConfiguration(
            serverVersion: "0.1.0",
            controlURL: "http://127.0.0.1:\(port)",
            controlPort: port,
            trafficURL: "http://127.0.0.1:8787",
            trafficPort: 8_787,
            functionEngines: ["python3.10": "python"]
        )
    }
}

extension ControlAPIEnvironment {
    static func example(
        _ clock: TestClock,
        randomBytes: @escaping @Sendable (Int) -> [UInt8]
    ) -> ControlAPIEnvironment {
        ControlAPIEnvironment(
            now: { clock.now },
            makeUUID: { UUID() },
            randomBytes: randomBytes,
            process: { WireProcess(pid: 1, uptimeSeconds: 1) },
            report: { _ in }
        )
    }
}

extension DataPlaneView {
    /// A data process that is there, or not.
    static func example(isThere: Bool) -> DataPlaneView {
        DataPlaneView(
            status: { isThere ? .example() : nil },
            metrics: { "" },
            warmth: { _, _ in nil },
            tail: { _, _ in nil }
        )
    }
}

extension WireDataStatus {
    static func example() -> WireDataStatus {
        WireDataStatus(
            process: WireProcess(pid: 2, uptimeSeconds: 1),
            epoch: 1,
            appliedRevision: 1_000_000,
            workloads: 1,
            engines: [],
            instances: [],
            functions: nil
        )
    }
}
