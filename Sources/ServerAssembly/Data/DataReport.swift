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
    let started = ContinuousClock().now

    func status() async -> WireDataStatus {
        let runtime = await runtime.status()
        let applied = follower.applied
        return WireDataStatus(
            process: WireProcess(pid: Int(getpid()), uptimeSeconds: (ContinuousClock().now - started) / .seconds(1)),
            epoch: applied?.epoch ?? 0,
            appliedRevision: applied?.revision.number ?? 0,
            workloads: book.count,
            engines: runtime.map { [engine($0)] + functionEngines($0) } ?? [],
            instances: runtime?.instances.map(instance) ?? []
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

    /// The engines of functions that have been started.
    private func functionEngines(_ status: RuntimeStatus) -> [WireEngine] {
        guard let functions = status.functions else { return [] }
        return FunctionEngine.allCases.compactMap { engine in
            functions.engineVersions[engine].map { version in
                WireEngine(
                    name: engine.rawValue,
                    version: version,
                    isolation: functions.sandbox.active.map(\.rawValue),
                    warmProcesses: functions.warmEngines[engine] ?? 0
                )
            }
        }
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
