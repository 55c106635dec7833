import GatewayPlane
import HTTPEngine
import ReleaseModel
import SocketTesting
import Synchronization
import Telemetry
import Testing

private let get = "GET /secret?x HTTP/1.1\r\nHost: hello.localhost\r\n\r\n"

@Suite("A gateway counts, records and stops", .timeLimit(.minutes(1)))
struct OperationTests {
    @Test("requests, errors and times are counted per version, over all loops")
    func metrics() async throws {
        try await GatewayFixture.run(configure: { $0.loopCount = 2 }) { fixture in
            let listener = try fixture.engine()
            for status in [200, 404, 500, 503] {
                let client = try fixture.client()
                try client.send(get)
                let engine = try #require(listener.accept())
                _ = try engine.receive(until: "\r\n\r\n")
                try engine.send("HTTP/1.1 \(status) X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                #expect(try client.receiveAnswer().status == status)
            }
            _ = try fixture.answer("GET / HTTP/1.1\r\nHost: nobody.localhost\r\n\r\n")
            let snapshot = await fixture.gateway.snapshot()
            #expect(snapshot.versions.map(\.number) == [1])
            #expect(snapshot.versions.first?.metrics.requests == 4)
            #expect(snapshot.versions.first?.metrics.errors == 2)
            #expect(snapshot.versions.first?.metrics.latency.count == 4)
            #expect(snapshot.total.requests == 4)
            #expect(snapshot.unrouted == 1)
            #expect(snapshot.connectionsAccepted == 5)
            let text = PrometheusText.encode(snapshot.metrics)
            #expect(text.contains("sluice_requests_total{version=\"1\",worker=\"hello\"} 4"))
            #expect(text.contains("sluice_unrouted_requests_total 1"))
        }
    }

    @Test("records are written for a sample of the requests, or for all", arguments: [1, 3])
    func requestLog(_ interval: Int) async throws {
        let sink = RecordSink()
        let log = RequestLog(interval: interval) { record in sink.add(record) }
        try await GatewayFixture.run(configure: { $0.requestLog = log }) { fixture in
            let listener = try fixture.engine()
            let client = try fixture.client()
            try client.send(get)
            let engine = try #require(listener.accept())
            for number in 1...6 {
                if number > 1 { try client.send(get) }
                _ = try engine.receive(until: "\r\n\r\n")
                try engine.send("HTTP/1.1 201 X\r\nContent-Length: 0\r\n\r\n")
                _ = try client.receiveAnswer()
            }
            _ = await fixture.gateway.snapshot()
        }
        let written = sink.all
        #expect(written.count == 6 / interval)
        let record = try #require(written.first)
        #expect(record.worker == "hello" && record.version == 1 && record.status == 201)
        #expect(record.method == "GET" && record.host == "hello.localhost" && record.path == "/secret?x")
        #expect(record.requestID.count == 32)
        #expect(record.duration > .zero)
    }

    @Test("a stop accepts no more, closes idle connections, and lets a request in hand end")
    func stop() async throws {
        try await GatewayFixture.run { fixture in
            let listener = try fixture.engine()
            let (idle, busy) = (try fixture.client(), try fixture.client())
            try busy.send(get)
            let engine = try #require(listener.accept())
            _ = try engine.receive(until: "\r\n\r\n")
            let gateway = fixture.gateway
            async let stopping: Void = gateway.stop(within: .seconds(20))
            let rest = try await offPool { try idle.receiveToEnd() }
            #expect(rest == "")
            try engine.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            let answer = try busy.receiveAnswer()
            #expect(answer.body == "ok")
            #expect(answer.field("connection") == "close")
            #expect(try busy.receiveToEnd() == "")
            await stopping
        }
    }

    @Test("a stop waits no longer than its deadline")
    func stopDeadline() async throws {
        try await GatewayFixture.run { fixture in
            let listener = try fixture.engine()
            let client = try fixture.client()
            try client.send(get)
            let engine = try #require(listener.accept())
            _ = try engine.receive(until: "\r\n\r\n")
            await fixture.gateway.stop(within: .milliseconds(50))
            #expect(try client.receiveToEnd() == "")
            #expect(try engine.receiveToEnd() == "")
        }
    }
}

/// Keeps records for a test.
private final class RecordSink: Sendable {
    private let records = Mutex<[RequestRecord]>([])

    func add(_ record: RequestRecord) {
        records.withLock { $0.append(record) }
    }

    var all: [RequestRecord] { records.withLock { $0 } }
}
