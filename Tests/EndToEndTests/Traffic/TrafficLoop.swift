import Glibc

/// The thread behind ``Traffic``: waits for whichever connection has an answer, and sends the next request on it.
struct TrafficLoop {
    private let traffic: Traffic
    private let count: Int
    private let stop: StopFlag
    private let connections: [TrafficConnection]
    private var sent = 0
    private var report = TrafficReport()

    /// How often the stop flag and the deadlines are looked at, in milliseconds.
    private static let patience: Int32 = 50
    /// A run with so many faults proves nothing more by going on.
    private static let faultLimit = 1_000

    init(_ traffic: Traffic, count: Int, stop: StopFlag) {
        self.traffic = traffic
        self.count = count
        self.stop = stop
        connections = (0..<traffic.connections).map { _ in TrafficConnection(traffic) }
    }

    consuming func run() -> TrafficReport {
        let started = ContinuousClock.now
        for connection in connections { sendNext(on: connection) }
        while connections.contains(where: \.isWaiting) {
            receiveWhatHasCome()
        }
        report.duration = .now - started
        return report
    }

    /// Sends the next request, unless there shall be none; a request that cannot be sent is a fault.
    private mutating func sendNext(on connection: TrafficConnection) {
        guard sent < count, !stop.isRaised, report.faultCount < Self.faultLimit else { return }
        sent += 1
        if let fault = connection.send(sent - 1) { report.add(fault) }
    }

    private mutating func receiveWhatHasCome() {
        let waiting = connections.filter(\.isWaiting)
        var descriptors = waiting.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
        poll(&descriptors, nfds_t(descriptors.count), Self.patience)
        let now = ContinuousClock.now
        for (connection, descriptor) in zip(waiting, descriptors) {
            if descriptor.revents != 0 {
                receive(on: connection)
            } else if connection.isLate(at: now) {
                report.add(connection.timeOut())
                sendNext(on: connection)
            }
        }
    }

    private mutating func receive(on connection: TrafficConnection) {
        switch connection.receive() {
        case nil: return
        case .success(let sample): report.samples.append(sample)
        case .failure(let fault): report.add(fault)
        }
        sendNext(on: connection)
    }
}
