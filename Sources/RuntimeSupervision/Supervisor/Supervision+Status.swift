import HTTPEngine

extension Supervision {
    /// Describes everything.
    ///
    /// Costs about a millisecond per instance, for its memory.
    func status(isEngineVerified: Bool) -> RuntimeStatus {
        let verified: [RuntimeStatus.IsolationLayer] = isEngineVerified ? [.verifiedEngine] : []
        let ordered = instances.values.sorted { $0.id < $1.id }
        return RuntimeStatus(
            engine: "deno",
            engineVersion: pool.engineVersion,
            warmEngines: pool.warmCount,
            isolation: [.process, .enginePermissions, .systemCallFilter, .resourceLimits] + verified,
            instances: ordered.map(status),
            reapedEngines: registry.reaped,
            functions: functions?.status
        )
    }

    private func status(of instance: Instance) -> RuntimeStatus.InstanceStatus {
        let pid = instance.process?.identity?.pid
        return RuntimeStatus.InstanceStatus(
            id: instance.id,
            key: instance.key,
            state: .init(instance.lifecycle.state),
            pid: pid,
            memory: pid.flatMap { ProcessMemory(of: $0) },
            inFlight: instance.inFlight,
            uptime: instance.readySince.map { .milliseconds(loop.now.milliseconds - $0.milliseconds) },
            losses: records[instance.key]?.losses ?? 0
        )
    }
}

extension RuntimeStatus.InstanceStatus.State {
    init(_ state: InstanceLifecycle.State) {
        self =
            switch state {
            case .preparing, .loading: .starting
            case .ready: .ready
            case .draining: .draining
            case .finishing, .ending, .stopped: .stopping
            }
    }
}
