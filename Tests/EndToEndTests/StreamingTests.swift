import HTTPModel
import NativeWire
import RuntimeSupervision
import SocketTesting
import Testing

extension EndToEndTests {
    @Suite("Bodies stream through the gateway")
    struct StreamingTests {
        private static let size = 20_000_000

        @Test("20 MB both ways, chunked and of known length, HEAD, Expect, and a reader that takes its time")
        func streaming() async throws {
            try await SluiceServer.running { server in
                _ = try await server.api.upload(.probe(), to: "probe", deploy: true)
                try await downloads(server)
                try await uploads(server)
                try await echo(server)
                try await head(server)
                try await expectContinue(server)
                try await slowReader(server)
            }
        }

        private func downloads(_ server: SluiceServer) async throws {
            for path in ["/pieces", "/sized"] {
                let answer = try await server.ask("\(path)?size=\(Self.size)", of: "probe")
                #expect(answer.status == .ok)
                #expect(answer.body.count == Self.size, "\(path)")
                #expect(Pattern.isRight(answer.body), "\(path)")
            }
        }

        private func uploads(_ server: SluiceServer) async throws {
            let whole = HTTPBody.bytes(Pattern.bytes(Self.size))
            let pieces = HTTPBody.stream(length: nil, Pattern.Stream(Self.size).next)
            for body in [whole, pieces] {
                let answer = try await server.ask("/measure", of: "probe", method: .post, body: body)
                #expect(answer.text == "\(Self.size) true")
            }
        }

        private func echo(_ server: SluiceServer) async throws {
            let body = HTTPBody.stream(length: nil, Pattern.Stream(Self.size).next)
            let answer = try await server.ask("/echo", of: "probe", method: .put, body: body)
            #expect(answer.fields["x-method"] == "PUT")
            #expect(answer.body.count == Self.size)
            #expect(Pattern.isRight(answer.body))
        }

        private func head(_ server: SluiceServer) async throws {
            let answer = try await server.ask("/sized?size=1000", of: "probe", method: .head)
            #expect(answer.status == .ok)
            #expect(answer.body.isEmpty)
        }

        private func expectContinue(_ server: SluiceServer) async throws {
            let port = try server.trafficPort
            let socket = try PlainSocket(port: port)
            try socket.send(
                "POST /measure HTTP/1.1\r\nHost: probe.localhost:\(port)\r\nContent-Length: 500\r\n"
                    + "Expect: 100-continue\r\nConnection: close\r\n\r\n"
            )
            #expect(try socket.receive(until: "\r\n\r\n").hasPrefix("HTTP/1.1 100 "))
            try socket.send(Pattern.bytes(500))
            let answer = try socket.receiveToEnd()
            #expect(answer.hasPrefix("HTTP/1.1 200 "))
            #expect(answer.hasSuffix("500 true"))
        }

        /// Others are served meanwhile, and what is not read stays with the worker instead of filling the gateway.
        private func slowReader(_ server: SluiceServer) async throws {
            let port = try server.trafficPort
            let data = try #require(server.processes.role("data")).pid
            let before = try residentBytes(of: data)
            let sockets = try (0..<8).map { _ in try PlainSocket(port: port) }
            for socket in sockets {
                try socket.send("GET /pieces?size=\(Self.size) HTTP/1.1\r\nHost: probe.localhost:\(port)\r\n\r\n")
                #expect(try socket.receive(until: "\r\n\r\n").hasPrefix("HTTP/1.1 200 "))
            }
            let report = await (try Traffic(to: "probe", of: server)).send(200)
            #expect(report.counts == [1: 200], "\(report.faults)")
            let growth = try residentBytes(of: data) - before
            #expect(growth < Self.size, "the data process grew by \(growth) bytes")
        }
    }
}
