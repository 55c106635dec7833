import HTTPEngine
import ReleaseModel

/// Events that are no requests, and who observes invocations.
extension Supervision {
    /// Gives an event to an instance of the key, starting one if there is none; the completion comes exactly once.
    func run(
        _ event: ScheduledEvent,
        on key: InstanceKey,
        within limit: Duration,
        _ completion: @escaping PendingEvents.Completion
    ) {
        let (thread, bound) = (loop.thread, LoopBound(self, on: loop))
        acquire(key) { result in
            switch result {
            case .failure(let failure): completion(.unavailable(failure))
            case .success(let endpoint):
                // On the next turn: an instance tells those who wait for it in the middle of a change.
                let isAccepted = thread.submit { loop in
                    bound.value(on: loop).give(event, to: endpoint, within: limit, completion)
                }
                if !isAccepted { completion(.stopped) }
            }
        }
    }

    private func give(
        _ event: ScheduledEvent,
        to endpoint: UpstreamEndpoint,
        within limit: Duration,
        _ completion: @escaping PendingEvents.Completion
    ) {
        guard let instance = instances[endpoint.id], instance.openEndpoint != nil, let process = instance.process else {
            return completion(.lost)
        }
        let id = instance.events.begin(
            on: endpoint,
            within: limit,
            loop: loop,
            onDeadline: { [weak self, weak instance] id in
                guard let self else { return }
                instance?.events.end(id, .timedOut, at: loop.now)
            },
            completion: completion
        )
        process.send(event, id: id)
    }

    /// Lets the instances of these workloads, and only of these, tell their invocations.
    func observe(_ workloads: Set<Workload.ID>) {
        let changed = observed.symmetricDifference(workloads)
        observed = workloads
        for instance in instances.values where changed.contains(instance.key.workload) {
            instance.process?.observe(workloads.contains(instance.key.workload))
        }
    }
}
