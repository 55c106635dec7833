import GatewayPlane
import HTTPEngine
import RuntimeSupervision

/// Gives the gateway the instances that the runtime keeps.
struct RuntimeInstances: InstanceSource {
    let runtime: RuntimeSupervisor
    /// Where all functions are; the runtime counts its instances from 1.
    let functions: UpstreamEndpoint

    func acquire(
        _ target: InstanceTarget,
        completion: @escaping @Sendable (Result<UpstreamEndpoint, InstanceUnavailable>) -> Void
    ) {
        guard target != .functions else { return completion(.success(functions)) }
        let key = InstanceKey(workload: target.workload, version: target.version, component: target.component)
        runtime.acquire(key) { completion($0.mapError(InstanceUnavailable.init)) }
    }

    func report(unreachable endpoint: UpstreamEndpoint) {
        if endpoint.id != functions.id { runtime.reportUnreachable(endpoint) }
    }
}

extension InstanceUnavailable {
    /// What clients may know of a failure: causes are in the log, because they can name what is inside.
    fileprivate init(_ failure: InstanceFailure) {
        switch failure {
        case .loadFailed(let failure):
            self.init(.loadFailed, detail: "its code does not load (\(failure.name))")
        case .specificationUnavailable:
            self.init(.startFailed, detail: "its code cannot be read")
        case .startTimedOut, .ended, .function:
            self.init(.startFailed, detail: "it did not start", retryAfter: .seconds(1))
        case .backingOff(let delay, _):
            self.init(.startFailed, detail: "it failed and is tried again soon", retryAfter: delay)
        case .tooManyInstances, .tooManyWaiting:
            self.init(.noCapacity, detail: "there is no room for another instance", retryAfter: .seconds(1))
        case .stopping:
            self.init(.stopping, detail: "the server is stopping", retryAfter: .seconds(1))
        }
    }
}
