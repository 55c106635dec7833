import HTTPEngine

/// What time brings about.
extension Supervision {
    /// Keeps these keys' instances although they are idle; all others stop when they have been idle for long enough.
    func keep(_ keys: Set<InstanceKey>) {
        kept = keys
    }

    func sweep() {
        let now = loop.now
        for instance in Array(instances.values) {
            if instance.lifecycle.deadline < now { apply(.deadlinePassed, to: instance) }
            if instance.lifecycle.state == .ready { check(instance, at: now) }
        }
        for (key, record) in records where record.isForgettable(at: now, after: limits.redemption) {
            records[key] = nil
        }
        pool.settle()
        functions?.sweep()
        recent.save()
        reportIfStopped()
    }

    private func check(_ instance: Instance, at now: LoopInstant) {
        if !kept.contains(instance.key), instance.isIdle(for: limits.idleTime, at: now) {
            return apply(.stopRequested, to: instance)
        }
        switch instance.health.check(at: now, interval: limits.pingInterval, deadline: limits.pongDeadline) {
        case .wait: break
        case .ping(let id): instance.process?.ping(id: id)
        case .unresponsive:
            emit(.engineTrouble("it has not answered for \(limits.pongDeadline), and is ended"), of: instance)
            apply(.unresponsive, to: instance)
        }
    }
}
