import Lifecycle

/// The connections of a client, and the calls that wait for one.
final class ClientPool {
    let limits: ClientLimits
    let parser: HeadParser
    let writer = HeadWriter()
    private let loop: EventLoop
    /// The calls without an answer.
    private var calls: [Int: ClientCall] = [:]
    private var waiting: [ClientCall] = []
    /// The one used last comes last, and is used first: the others may then grow old and go.
    private var idle: [ClientConnection] = []
    private var openCount = 0

    init(on loop: EventLoop, limits: ClientLimits) {
        self.loop = loop
        self.limits = limits
        parser = HeadParser(limits: limits.message)
    }

    func start(_ call: ClientCall) {
        guard !call.ticket.cancellation.isOpen else { return call.complete(.failure(.cancelled)) }
        calls[call.ticket.id] = call
        dispatch(call)
    }

    func cancel(_ id: Int) {
        guard let call = calls[id] else { return }
        waiting.removeAll { $0 === call }
        complete(call, .failure(.cancelled))
        call.connection?.close()
    }

    func complete(_ call: ClientCall, _ answer: ClientCall.Answer) {
        calls[call.ticket.id] = nil
        call.complete(answer)
    }

    /// Sends the request of a call once more, on a new connection.
    func retry(_ call: ClientCall) {
        call.isRetry = true
        call.nextAddress = 0
        dispatch(call)
    }

    /// Goes on to the next address of a call.
    func connectionFailed(_ call: ClientCall, _ error: LoopError) {
        connect(call, failure: error)
    }

    /// Takes a connection back that has served its call.
    func release(_ connection: ClientConnection) {
        if let call = nextWaiting() { connection.begin(call) } else { idle.append(connection) }
    }

    func closed(_ connection: ClientConnection) {
        idle.removeAll { $0 === connection }
        connectionEnded()
    }

    /// A connection, or the tunnel that became of it, is no more.
    func connectionEnded() {
        openCount -= 1
        if let call = nextWaiting() { dispatch(call) }
    }

    private func nextWaiting() -> ClientCall? {
        guard !waiting.isEmpty else { return nil }
        let call = waiting.removeFirst()
        call.timer?.cancel()
        call.timer = nil
        return call
    }

    private func dispatch(_ call: ClientCall) {
        if !call.isRetry, let connection = idle.popLast() {
            connection.begin(call)
        } else if openCount < limits.connections {
            connect(call, failure: nil)
        } else if waiting.count < limits.waitingCalls {
            wait(call)
        } else {
            complete(call, .failure(.tooManyCalls(limit: limits.waitingCalls)))
        }
    }

    private func wait(_ call: ClientCall) {
        waiting.append(call)
        guard let timeout = call.ticket.timeouts.connect else { return }
        call.timer = loop.after(timeout) { [weak self, weak call] in
            guard let self, let call else { return }
            waiting.removeAll { $0 === call }
            complete(call, .failure(.timedOut(.connect)))
        }
    }

    private func connect(_ call: ClientCall, failure: LoopError?) {
        var failure = failure
        while call.nextAddress < call.ticket.addresses.count {
            let address = call.ticket.addresses[call.nextAddress]
            call.nextAddress += 1
            do {
                let handle = try StreamHandle.connect(to: address, on: loop)
                openCount += 1
                return ClientConnection(handle, to: address, on: loop, pool: self).begin(call)
            } catch {
                failure = error
            }
        }
        complete(call, .failure(failure.map { .refused($0) } ?? .closed))
    }
}
