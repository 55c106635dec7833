import HTTPModel
import Telemetry

/// What the connections of a server share on one loop.
final class ServerLoop {
    let limits: ServerLimits
    let handler: HTTPServer.Handler
    let census: ServerCensus
    let parser: HeadParser
    let writer = HeadWriter()
    private(set) var isStopping = false

    private let loop: EventLoop
    private let log: Log
    private var date = HTTPDate()
    private var acceptors: [Acceptor] = []
    private var connections: [ObjectIdentifier: ServerConnection] = [:]
    private var webSockets: [ObjectIdentifier: WebSocketConnection] = [:]
    private var tunnels: [ObjectIdentifier: TunnelConnection] = [:]

    init(
        on loop: EventLoop,
        limits: ServerLimits,
        census: ServerCensus,
        log: Log,
        handler: @escaping HTTPServer.Handler
    ) {
        self.loop = loop
        self.limits = limits
        self.census = census
        self.log = log
        self.handler = handler
        parser = HeadParser(limits: limits.message)
    }

    /// The value of a `Date` field for now.
    var dateText: String { date.text(at: loop.now) }

    func accept(from socket: ListeningSocket) throws(LoopError) {
        acceptors.append(
            try loop.accept(from: socket) { [self] handle in
                guard census.connectionOpened() else {
                    return log.warning("connection refused", ["limit": .integer(limits.connections)])
                }
                let connection = ServerConnection(handle, on: loop, server: self)
                connections[ObjectIdentifier(connection)] = connection
                connection.start()
            }
        )
    }

    func closed(_ connection: ServerConnection) {
        connections[ObjectIdentifier(connection)] = nil
        census.connectionClosed()
    }

    /// Counts a WebSocket in place of the connection that it was.
    func upgraded(_ connection: ServerConnection, to webSocket: WebSocketConnection) {
        connections[ObjectIdentifier(connection)] = nil
        webSockets[ObjectIdentifier(webSocket)] = webSocket
    }

    func closed(_ webSocket: WebSocketConnection) {
        webSockets[ObjectIdentifier(webSocket)] = nil
        census.connectionClosed()
    }

    /// Counts a tunnel in place of the connection that it was.
    func upgraded(_ connection: ServerConnection, to tunnel: TunnelConnection) {
        connections[ObjectIdentifier(connection)] = nil
        tunnels[ObjectIdentifier(tunnel)] = tunnel
    }

    func closed(_ tunnel: TunnelConnection) {
        tunnels[ObjectIdentifier(tunnel)] = nil
        census.connectionClosed()
    }

    /// Accepts no more, closes what is idle and begins to close WebSockets and tunnels; the others close behind the
    /// answer they are at.
    func stop() {
        isStopping = true
        for acceptor in acceptors { acceptor.close() }
        for connection in Array(connections.values) { connection.closeIfIdle() }
        for webSocket in Array(webSockets.values) { webSocket.goAway() }
        for tunnel in Array(tunnels.values) { tunnel.goAway() }
    }
}
