import Glibc
import HTTPEngine
import SocketTesting
import Testing

@Suite("A listening socket is bound before anything runs, or fails by name", .timeLimit(.minutes(1)))
struct ListeningSocketTests {
    static let addresses: [(text: String, address: SocketAddress?)] = [
        ("127.0.0.1:8787", .ipv4("127.0.0.1", port: 8_787)),
        ("localhost:0", .ipv4("127.0.0.1", port: 0)),
        ("[::1]:65535", .ipv6("::1", port: 65_535)),
        ("0.0.0.0:80", .ipv4("0.0.0.0", port: 80)),
        ("127.0.0.1", nil),
        ("127.0.0.1:", nil),
        ("127.0.0.1:65536", nil),
        ("127.0.0.1:+80", nil),
        ("127.0.0.1:8 0", nil),
        ("::1:80", nil),
        ("example.com:80", nil),
        (":80", nil),
        ("", nil),
    ]

    @Test("reads HOST:PORT", arguments: addresses.indices)
    func parses(_ index: Int) {
        let (text, address) = Self.addresses[index]
        #expect((try? SocketAddress(parsing: text)) == address)
    }

    @Test("127.0.0.1 takes ::1 on the same port, also when the port is free to choose")
    func bothLoopbacks() throws {
        let socket = try ListeningSocket(binding: .ipv4("127.0.0.1", port: 0))
        let port = try #require(socket.port)
        #expect(port != 0)
        #expect(socket.addresses == [.ipv4("127.0.0.1", port: port), .ipv6("::1", port: port)])
        _ = try PlainSocket(port: port)
        _ = try PlainSocket(port: port, isIPv6: true)
    }

    @Test("a port in use is refused with its address")
    func portInUse() throws {
        let socket = try ListeningSocket(binding: .ipv4("127.0.0.1", port: 0))
        let port = try #require(socket.port)
        let error = #expect(throws: LoopError.self) { try ListeningSocket(binding: .ipv4("127.0.0.1", port: port)) }
        #expect(error == LoopError(operation: "listen on 127.0.0.1:\(port)", code: EADDRINUSE))
    }

    @Test("when only ::1 is in use, 127.0.0.1 is given back too")
    func neither() throws {
        let six = try ListeningSocket(binding: .ipv6("::1", port: 0))
        let port = try #require(six.port)
        let error = #expect(throws: LoopError.self) { try ListeningSocket(binding: .ipv4("127.0.0.1", port: port)) }
        #expect(error == LoopError(operation: "listen on [::1]:\(port)", code: EADDRINUSE))
        #expect(throws: SocketFailure.self) { try PlainSocket(port: port) }
    }

    @Test("descriptors can be handed on, and go on listening")
    func inherited() async throws {
        let bound = try ListeningSocket(binding: .ipv4("127.0.0.1", port: 0))
        let copies = bound.descriptors.map { dup($0) }
        let inherited = try ListeningSocket(inherited: copies)
        #expect(inherited.addresses == bound.addresses)
        try await LoopThread.whileRunning { thread in
            try await thread.run { loop in
                _ = try loop.accept(from: inherited) { handle in
                    let stream = ByteStream(handle, on: loop)
                    stream.send("served")
                    stream.closeAfterFlush()
                }
            }
            let client = try PlainSocket(port: try #require(bound.port), isIPv6: true)
            #expect(try client.receiveToEnd() == "served")
        }
    }

    @Test("a descriptor that does not listen is refused")
    func notListening() {
        let descriptor = dup(0)
        defer { close(descriptor) }
        #expect(throws: LoopError.self) { try ListeningSocket(inherited: [descriptor]) }
    }

    @Test("several loops accept from one socket")
    func severalLoops() async throws {
        let socket = try ListeningSocket(binding: .ipv4("127.0.0.1", port: 0))
        let notes = Notes()
        try await LoopThread.whileRunning { one in
            try await LoopThread.whileRunning { other in
                for thread in [one, other] {
                    try await thread.run { loop in
                        _ = try loop.accept(from: socket) { _ in notes.add("accepted") }
                    }
                }
                var clients: [PlainSocket] = []
                for _ in 0..<20 { clients.append(try PlainSocket(port: try #require(socket.port))) }
                #expect(await notes.first(20).count == 20)
                // Nobody adopted them: all are closed again.
                for client in clients { #expect(try client.receiveToEnd() == "") }
            }
        }
    }

    @Test("a Unix path too long for the system is refused by name")
    func longPath() {
        let path = "/tmp/" + String(repeating: "a", count: 103)
        let error = #expect(throws: LoopError.self) { try ListeningSocket(binding: .unix(path)) }
        #expect(error?.code == ENAMETOOLONG)
    }
}
