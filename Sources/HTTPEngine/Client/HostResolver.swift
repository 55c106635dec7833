import Dispatch
import Glibc
import Synchronization

/// Finds the addresses of an endpoint; literal addresses and `localhost` without asking anybody.
enum HostResolver {
    /// The addresses of one name that are tried.
    static let addressLimit = 8

    private typealias Answer = Result<[SocketAddress], HTTPClientError>

    /// `getaddrinfo` blocks: it has a queue of its own.
    private static let queue = DispatchQueue(label: "sluice.resolver")

    /// Does not heed cancellation; a look-up that takes too long is left to itself.
    static func addresses(
        of endpoint: HTTPEndpoint,
        within timeout: Duration?
    ) async throws(HTTPClientError) -> [SocketAddress] {
        switch endpoint {
        case .unix(let path, _): return [.unix(path)]
        case .tcp("localhost", let port): return [.ipv4("127.0.0.1", port: port), .ipv6("::1", port: port)]
        case .tcp(let host, let port):
            let literals = [SocketAddress.ipv4(host, port: port), .ipv6(host, port: port)]
            for literal in literals where (try? RawSocketAddress(literal)) != nil { return [literal] }
            return try await lookUp(host, port: port, within: timeout)
        }
    }

    private static func lookUp(
        _ host: String,
        port: UInt16,
        within timeout: Duration?
    ) async throws(HTTPClientError) -> [SocketAddress] {
        let answer: Answer = await withCheckedContinuation { continuation in
            // Whoever is first, the system or the clock, takes the continuation.
            let waiting = Mutex<CheckedContinuation<Answer, Never>?>(continuation)
            let box = OnceOnly { answer in waiting.withLock { $0.take() }?.resume(returning: answer) }
            queue.async { box.answer(look(up: host, port: port)) }
            guard let timeout else { return }
            let milliseconds = DispatchTimeInterval.milliseconds(Int(timeout.wholeMilliseconds))
            DispatchQueue.global().asyncAfter(deadline: .now() + milliseconds) {
                box.answer(.failure(.timedOut(.connect)))
            }
        }
        return try answer.get()
    }

    private struct OnceOnly: Sendable {
        let answer: @Sendable (Answer) -> Void
    }

    private static func look(up host: String, port: UInt16) -> Answer {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, nil, &hints, &list)
        guard code == 0 else {
            return .failure(.unresolved(host: host, reason: gai_strerror(code).map { String(cString: $0) } ?? ""))
        }
        defer { freeaddrinfo(list) }
        var addresses: [SocketAddress] = []
        var next = list
        while let entry = next, addresses.count < addressLimit {
            if let address = address(of: entry.pointee, port: port) { addresses.append(address) }
            next = entry.pointee.ai_next
        }
        guard !addresses.isEmpty else { return .failure(.unresolved(host: host, reason: "no IP address")) }
        return .success(addresses)
    }

    private static func address(of entry: addrinfo, port: UInt16) -> SocketAddress? {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let code = getnameinfo(
            entry.ai_addr,
            entry.ai_addrlen,
            &text,
            socklen_t(text.count),
            nil,
            0,
            NI_NUMERICHOST
        )
        guard code == 0 else { return nil }
        let host = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        switch entry.ai_family {
        case AF_INET: return .ipv4(host, port: port)
        case AF_INET6: return .ipv6(host, port: port)
        default: return nil
        }
    }
}
