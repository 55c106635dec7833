import Glibc
import NativeWire
import ReleaseCore
import ReleaseModel
import RuntimeSupervision

/// What the data process says of itself.
struct DataReport: Sendable {
    let book: RouteBook
    let follower: RevisionFollower
    let runtime: RuntimeSupervisor
    let grantsFunctionNetwork: Bool
    let started = ContinuousClock().now

    func status() async -> WireDataStatus {
        let runtime = await runtime.status()
        let applied = follower.applied
        return WireDataStatus(
            process: WireProcess(pid: Int(getpid()), uptimeSeconds: (ContinuousClock().now - started) / .seconds(1)),
            epoch: applied?.epoch ?? 0,
            appliedRevision: applied?.revision.number ?? 0,
            workloads: book.count,
            engines: runtime.map { [engine($0)] } ?? [],
            instances: runtime?.instances.map(instance) ?? [],
            functions: runtime?.functions.map(functions)
        )
    }

    private func engine(_ status: RuntimeStatus) -> WireEngine {
        WireEngine(
            name: status.engine,
            version: status.engineVersion ?? EngineLocation.denoVersion,
            isolation: status.isolation.map(\.rawValue),
            warmProcesses: status.warmEngines
        )
    }

    private func functions(_ status: FunctionStatus) -> WireFunctionStatus {
        WireFunctionStatus(
            sandbox: status.sandbox.map(WireSandbox.init),
            engines: status.engines.map(WireFunctionEngine.init),
            grantsNetwork: grantsFunctionNetwork
        )
    }

    private func instance(_ status: RuntimeStatus.InstanceStatus) -> WireInstance {
        let route = book.workload(status.key.workload)
        return WireInstance(
            workload: route?.workload.name.text ?? WireInstance.deletedWorkload,
            version: route?.number(of: status.key.version) ?? 0,
            component: status.key.component,
            state: status.state.rawValue,
            pid: status.pid.map { Int($0) },
            inFlight: status.inFlight,
            memoryBytes: status.memory?.proportional,
            uptimeSeconds: status.uptime.map { $0 / .seconds(1) } ?? 0,
            restarts: status.losses
        )
    }
}

extension WireSandbox {
    init(_ report: SandboxReport) {
        self.init(
            state: report.isEnforced ? .enforced : report.isSufficient ? .off : .refused,
            active: report.active.map(\.rawValue),
            missing: report.missing.map {
                MissingLayer(layer: $0.layer.rawValue, reason: $0.reason, consequence: $0.layer.consequence)
            }
        )
    }
}

extension WireFunctionEngine {
    fileprivate init(_ status: FunctionStatus.Engine) {
        self.init(
            name: status.engine.rawValue,
            release: status.release,
            missing: status.missing,
            warmProcesses: status.warm,
            runtimes: status.runtimes.map { Runtime(name: $0.name, instances: $0.instances) }
        )
    }
}
