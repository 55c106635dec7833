import Glibc

/// One kept connection: a request, its answer, the next request.
final class TrafficConnection {
    private(set) var descriptor: Int32 = -1
    private let traffic: Traffic
    private var received: [UInt8] = []
    private var number = 0
    private var startedAt = ContinuousClock.now
    private var answers = 0
    private(set) var isWaiting = false

    /// The most that one read takes, in bytes; answers are shorter.
    private static let readSize = 16_384

    init(_ traffic: Traffic) {
        self.traffic = traffic
    }

    deinit {
        close()
    }

    /// Sends a request, over a new connection if there is none.
    func send(_ number: Int) -> TrafficFault? {
        self.number = number
        startedAt = .now
        if descriptor < 0 {
            let code = connect()
            guard code == 0 else { return fault(.connectFailed(errno: code)) }
        }
        let text = "GET \(traffic.path) HTTP/1.1\r\nHost: \(traffic.host)\r\n\(traffic.fields(number))\r\n"
        let bytes = Array(text.utf8)
        startedAt = .now
        guard Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            return fault(.writeFailed(errno: errno))
        }
        isWaiting = true
        return nil
    }

    /// Whether the answer is overdue.
    func isLate(at now: ContinuousClock.Instant) -> Bool {
        isWaiting && now - startedAt > traffic.timeout
    }

    func timeOut() -> TrafficFault {
        fault(.timedOut)
    }

    /// Reads what has come; returns what it makes of it, or nil while the answer is not whole.
    func receive() -> Result<TrafficSample, TrafficFault>? {
        var bytes = [UInt8](repeating: 0, count: Self.readSize)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        if count < 0 { return .failure(fault(.readFailed(errno: errno))) }
        if count == 0 { return .failure(fault(.closed(afterBytes: received.count))) }
        received += bytes[..<count]
        switch TrafficResponse.read(received) {
        case .incomplete: return nil
        case .malformed: return .failure(fault(.malformed(text(received))))
        case .head(let head):
            let length = head.headLength + head.bodyLength
            guard received.count >= length else { return nil }
            guard received.count == length else { return .failure(fault(.malformed(text(received)))) }
            return finish(head)
        }
    }

    private func finish(_ head: TrafficResponse) -> Result<TrafficSample, TrafficFault> {
        let endedAt = ContinuousClock.now
        let body = text(received[head.headLength...])
        guard head.status == 200 else { return .failure(fault(.status(head.status, body: body))) }
        guard let version = traffic.version(body) else { return .failure(fault(.notAVersion(body))) }
        received.removeAll(keepingCapacity: true)
        isWaiting = false
        answers += 1
        if head.closes || answers == traffic.requestsPerConnection { close() }
        let sample = TrafficSample(
            number: number,
            startedAt: startedAt,
            endedAt: endedAt,
            version: version,
            routedVersion: head.version,
            revision: head.revision
        )
        return .success(sample)
    }

    private func connect() -> Int32 {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = traffic.port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        return code == 0 ? 0 : errno
    }

    private func close() {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
        answers = 0
    }

    /// Ends the connection by a fault; the next request opens another.
    private func fault(_ kind: TrafficFault.Kind) -> TrafficFault {
        close()
        received.removeAll()
        isWaiting = false
        return TrafficFault(number: number, at: .now, kind: kind)
    }

    private func text(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: Array(bytes), as: UTF8.self)
    }
}
