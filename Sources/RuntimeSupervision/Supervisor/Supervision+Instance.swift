import HTTPEngine

/// Carrying out what the lifecycle of an instance decides.
extension Supervision {
    func apply(_ event: InstanceLifecycle.Event, to instance: Instance) {
        for action in instance.lifecycle.handle(event, at: loop.now) { perform(action, on: instance) }
    }

    /// Makes a warm engine the instance's; returns false when the instance has no use for it.
    func give(_ process: EngineProcess, to instance: Instance) -> Bool {
        guard instance.process == nil, case .preparing = instance.lifecycle.state else { return false }
        instance.process = process
        process.onEvent = { [weak self, weak instance] process, event in
            guard let self, let instance else { return process.kill() }
            handle(event, of: instance)
        }
        apply(.processArrived, to: instance)
        return true
    }

    private func perform(_ action: InstanceLifecycle.Action, on instance: Instance) {
        switch action {
        case .load: load(instance)
        case .publish: publish(instance)
        case .abandon(let failure): abandon(instance, failure)
        case .reportLoss(let ending): reportLoss(of: instance, ending)
        case .withdraw:
            instance.withdraw()
            forget(instance)
            pollDraining()
        case .sendDrain(let limit): instance.process?.drain(within: limit)
        case .kill: instance.process?.kill()
        case .release: release(instance)
        }
    }

    private func load(_ instance: Instance) {
        guard let specification = instance.specification, let process = instance.process else { return }
        instance.loadingSince = loop.now
        do {
            let dispatch = BindingDispatch(key: instance.key, component: specification.component, ports: bindings)
            try process.load(specification, bindings: dispatch)
            if observed.contains(instance.key.workload) { process.observe(true) }
        } catch {
            apply(.failed(.specificationUnavailable("it cannot be encoded: \(error)")), to: instance)
        }
    }

    private func publish(_ instance: Instance) {
        guard let process = instance.process else { return }
        let endpoint = instance.publish(at: loop.now, servicePath: process.servicePath)
        recent.used(instance.key)
        let now = loop.now.milliseconds
        let loadingSince = (instance.loadingSince ?? instance.startedAt).milliseconds
        emit(
            .started(
                after: .milliseconds(now - instance.startedAt.milliseconds),
                loading: .milliseconds(now - loadingSince)
            ),
            of: instance
        )
        for waiter in takeWaiters(of: instance.key) { waiter(.success(endpoint)) }
    }

    private func abandon(_ instance: Instance, _ failure: InstanceFailure) {
        forget(instance)
        if failure != .stopping { recordFailure(of: instance.key, String(describing: failure)) }
        emit(.failedToStart(failure), of: instance)
        for waiter in takeWaiters(of: instance.key) { waiter(.failure(failure)) }
    }

    private func reportLoss(of instance: Instance, _ ending: ProcessEnding) {
        if let readySince = instance.readySince, readySince + limits.redemption < loop.now {
            records[instance.key]?.retry.succeeded()
        }
        records[instance.key]?.losses += 1
        recordFailure(of: instance.key, "its process \(ending)")
        emit(.lost(ending), of: instance)
    }

    private func release(_ instance: Instance) {
        forget(instance)
        instance.events.endAll(.lost, at: loop.now)
        if let identity = instance.process?.identity { registry.remove(identity) }
        instances[instance.id] = nil
        if instance.readySince != nil { emit(.stopped, of: instance) }
        reportIfStopped()
    }

    private func recordFailure(of key: InstanceKey, _ cause: String) {
        records[key]?.lastFailure = cause
        records[key]?.retry.failed(at: loop.now)
    }

    /// Whoever asks for the key from now on gets another instance.
    private func forget(_ instance: Instance) {
        guard records[instance.key]?.current === instance else { return }
        records[instance.key]?.current = nil
    }

    private func takeWaiters(of key: InstanceKey) -> [KeyRecord.Waiter] {
        defer { records[key]?.waiters = [] }
        return records[key]?.waiters ?? []
    }
}

/// What an instance's engine says.
extension Supervision {
    private func handle(_ event: EngineProcess.Event, of instance: Instance) {
        switch event {
        case .message(let message): handle(message, of: instance)
        case .output(let line, let isError): journal(.log(isError ? .error : .log, line), of: instance, requestID: nil)
        case .violation(let violation): emit(.engineTrouble("control socket: \(violation)"), of: instance)
        case .ended(let ending): apply(.processEnded(ending), to: instance)
        case .hello: break
        }
    }

    private func handle(_ message: HarnessMessage, of instance: Instance) {
        switch message {
        case .ready: apply(.loaded, to: instance)
        case .loadFailed(let failure): apply(.failed(.loadFailed(failure)), to: instance)
        case .pong(let id): instance.health.answered(id: id)
        case .log(let entry):
            let level = RuntimeEvent.Level(rawValue: entry.level) ?? .log
            journal(.log(level, entry.text), of: instance, requestID: entry.requestId)
        case .exception(let entry):
            journal(.exception(RuntimeEvent.Exception(entry)), of: instance, requestID: entry.requestId)
        case .invocation(let entry):
            guard observed.contains(instance.key.workload), let record = InvocationRecord(entry) else { return }
            journal(.invocation(record), of: instance, requestID: entry.requestId)
        case .eventDone(let result, let id): instance.events.end(id, EventOutcome(result), at: loop.now)
        case .hello, .drained, .call: break
        }
    }

    private func journal(_ content: RuntimeEvent.Content, of instance: Instance, requestID: String?) {
        switch instance.budget.spend(at: loop.now) {
        case .drop: return
        case .passAfterDropping(let count):
            let text = "\(count) log entries were dropped: more than \(limits.eventsPerSecond) in a second"
            emit(.log(.warn, text), of: instance)
        case .pass: break
        }
        emit(content, of: instance, requestID: requestID)
    }
}

extension RuntimeEvent.Exception {
    fileprivate init(_ entry: HarnessMessage.ExceptionEntry) {
        origin = Origin(rawValue: entry.origin) ?? .uncaught
        name = entry.name
        message = entry.message
        stack = entry.stack
    }
}
