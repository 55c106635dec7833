import FoundationEssentials
import HTTPEngine
import HTTPModel
import NativeWire
import SocketTesting
import Testing

extension EndToEndTests {
    @Suite("A tail over Cloudflare's API shows what a worker does")
    struct WorkerTailTests {
        @Test(
            "requests, logs and exceptions of the version that served them, until it is closed; its address works once"
        )
        func tail() async throws {
            try await SluiceServer.running { server in
                let uploaded = try await server.api.upload(.probe(), to: "probe", deploy: true, message: "the first")
                let tail = try await CloudflareTails(server, worker: "probe").create(#"{"filters":[]}"#)
                let webSocket = try tail.open()
                #expect(webSocket.head.lowercased().contains("sec-websocket-protocol: trace-v1"))
                // As the vendor's client sends it: not masked.
                try webSocket.send(PlainFrame.text(#"{"debug":false}"#).unmasked)

                _ = try await server.ask("/log?what=x&token=s3cret", of: "probe", fields: ["cookie": "id=1"])
                let logged = try event(webSocket)
                #expect(logged.outcome == "ok")
                #expect(logged.scriptName == "probe")
                #expect(logged.scriptVersion.id == uploaded.version.id)
                #expect(logged.scriptVersion.message == "the first")
                #expect(logged.logs.map(\.level) == ["warn"])
                #expect(logged.logs.first?.message == ["said x { version: 1 }"])
                #expect(logged.event.request.url.hasSuffix("/log?what=x&token=[redacted]"))
                #expect(logged.event.request.headers["cookie"] == "[redacted]")
                #expect(logged.event.response?.status == 200)

                _ = try await server.ask("/throw", of: "probe")
                let thrown = try event(webSocket)
                #expect(thrown.outcome == "exception")
                #expect(thrown.exceptions.map(\.message) == ["deliberate failure"])

                #expect(try tail.refusal() == 404)
                try webSocket.send(PlainFrame.close(1000).unmasked)
                #expect(try webSocket.receiveToEnd().map(\.closeCode) == [1000])
                try await tail.delete()
                #expect(try tail.refusal() == 404)
            }
        }

        @Test("what its filters admit, until it is deleted")
        func filters() async throws {
            try await SluiceServer.running { server in
                _ = try await server.api.upload(.probe(), to: "probe", deploy: true)
                let filters = #"{"filters":[{"outcome":["exception"]}]}"#
                let tail = try await CloudflareTails(server, worker: "probe").create(filters)
                let webSocket = try tail.open()
                for _ in 1...3 { _ = try await server.ask("/version", of: "probe") }
                _ = try await server.ask("/throw", of: "probe")
                #expect(try event(webSocket).outcome == "exception")
                try await tail.delete()
                #expect(try webSocket.receive()?.closeCode == 1000)
            }
        }

        @Test("only to who has the scope, or the address")
        func scope() async throws {
            try await SluiceServer.running { server in
                _ = try await server.api.upload(.probe(), to: "probe", deploy: true)
                let statuses: KeyValuePairs = ["read": 403, "deploy": 403, "read-logs": 200]
                for (scope, status) in statuses {
                    let request = WireTokenRequest(owner: scope, scopes: [scope])
                    let token: WireCreatedToken = try await server.api.send(.post, "tokens", request)
                    let tails = try CloudflareTails(server, worker: "probe", token: token.secret)
                    #expect(try await tails.request(.post, "").status.code == status, "\(scope)")
                }
                // A foreign page cannot open it, even with the address.
                let tail = try await CloudflareTails(server, worker: "probe").create("")
                #expect(try tail.refusal(fields: "Origin: http://evil.example\r\n") == 403)
                _ = try tail.open()
            }
        }

        private func event(_ webSocket: PlainWebSocket) throws -> Event {
            let frame = try #require(try webSocket.receive())
            return try JSONDecoder().decode(Event.self, from: Data(frame.payload))
        }
    }
}

/// What an event of a tail says, as far as tests read it.
private struct Event: Decodable {
    let outcome: String
    let scriptName: String
    let scriptVersion: Version
    let logs: [Log]
    let exceptions: [Exception]
    let event: Invocation

    struct Version: Decodable {
        let id: String
        let message: String?
    }

    struct Log: Decodable {
        let message: [String]
        let level: String
    }

    struct Exception: Decodable {
        let message: String
    }

    struct Invocation: Decodable {
        let request: Request
        let response: Response?
    }

    struct Request: Decodable {
        let url: String
        let headers: [String: String]
    }

    struct Response: Decodable {
        let status: Int
    }
}
