import HTTPEngine

/// The connections of one origin on one loop: accepts them, counts them and ends them.
final class Reception {
    let origin: RequestOrigin
    private(set) var isEnding = false
    private(set) var accepted = 0
    private(set) var refused = 0

    private unowned let owner: GatewayLoop
    private var acceptors: [Acceptor] = []
    private var connections: [ObjectIdentifier: ClientConnection] = [:]
    private var onEmpty: (() -> Void)?

    init(of origin: RequestOrigin, owner: GatewayLoop) {
        self.origin = origin
        self.owner = owner
    }

    var openCount: Int { connections.count }

    func accept(from socket: ListeningSocket) throws(LoopError) {
        let acceptor = try owner.loop.accept(from: socket) { [unowned self] handle in
            guard connections.count < owner.limits.connectionsPerLoop, !isEnding else {
                refused += 1
                return
            }
            accepted += 1
            let client = ClientConnection(handle, reception: self, owner: owner)
            connections[ObjectIdentifier(client)] = client
            client.startReading()
        }
        acceptors.append(acceptor)
    }

    func closed(_ client: ClientConnection) {
        connections[ObjectIdentifier(client)] = nil
        if connections.isEmpty { onEmpty.take()?() }
    }

    /// Accepts no more, closes idle connections and lets the others end after their request; calls back once, when none
    /// is left.
    func end(whenEmpty: @escaping () -> Void) {
        isEnding = true
        for acceptor in acceptors { acceptor.close() }
        acceptors = []
        for client in Array(connections.values) { client.endSoon() }
        if connections.isEmpty { whenEmpty() } else { onEmpty = whenEmpty }
    }

    /// Closes what is left.
    func closeAll() {
        for client in Array(connections.values) { client.close() }
    }
}
