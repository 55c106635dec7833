import DialectCloudflare
import FoundationEssentials
import HTTPModel
import ReleaseModel
import RuntimeSupervision
import Testing

@testable import ServerAssembly

@Suite("Invocations are handed to who listens", .timeLimit(.minutes(1)))
struct InvocationHubTests {
    private func message(_ text: String = "said", version: Int = 1) -> InvocationMessage {
        let time = Date(timeIntervalSince1970: 1_800_000_000)
        let headers = ["one", "two"].map { InvocationRecord.HeaderField(name: "x-a", value: $0) }
        let request = InvocationRecord.Request(url: "http://a/", method: "GET", headers: headers, status: 200)
        return InvocationMessage(
            version: .example(version),
            record: InvocationRecord(
                event: .request(request),
                outcome: .ok,
                time: time,
                logs: [InvocationRecord.LogEntry(level: .warn, text: text, time: time)]
            )
        )
    }

    @Test("a workload is observed from its first listener to its last")
    func observed() async throws {
        let hub = InvocationHub()
        var sets = hub.observed.makeAsyncIterator()
        var first = hub.listen(to: .example(1))
        #expect(await sets.next() == [.example(1)])
        var second = hub.listen(to: .example(1))
        var third = hub.listen(to: .example(2))
        #expect(await sets.next() == [.example(1), .example(2)])
        #expect(first != nil && second != nil && third != nil)
        first = nil
        #expect(await sets.next() == [.example(1), .example(2)])
        second = nil
        #expect(await sets.next() == [.example(2)])
        third = nil
        #expect(await sets.next() == [])
    }

    @Test("only of the workload that is listened to, whole, over the stream between the processes")
    func stream() async throws {
        let hub = InvocationHub()
        let subscription = try #require(hub.listen(to: .example(1)))
        hub.publish(message("other"), of: .example(2))
        hub.publish(message("a\nb"), of: .example(1))
        let line = try #require(try await subscription.next())
        let halves = [Array(line[..<20]), Array(line[20...])]
        let reader = InvocationReader(.concatenation(halves.map(HTTPBody.bytes)))
        let news = try await reader.next()
        let time = Date(timeIntervalSince1970: 1_800_000_000)
        let request = Invocation.Request(url: "http://a/", method: "GET", headers: ["x-a": "one, two"], status: 200)
        #expect(
            news
                == .invocation(
                    Invocation(
                        version: .example(1),
                        event: .request(request),
                        outcome: .ok,
                        time: time,
                        logs: [Invocation.Log(level: "warn", text: "a\nb", time: time)]
                    )
                )
        )
        #expect(try await reader.next() == nil)
    }

    @Test("a listener that does not read loses the newest, and is told how many")
    func slow() async throws {
        let hub = InvocationHub()
        let subscription = try #require(hub.listen(to: .example(1)))
        let text = String(repeating: "x", count: InvocationBuffer.maximumBytes / 4)
        for _ in 1...10 { hub.publish(message(text), of: .example(1)) }
        let reader = InvocationReader(.stream(subscription.next))
        #expect(try await reader.next() == .lost(7))
        for _ in 1...3 {
            guard case .invocation = try await reader.next() else { Issue.record("no invocation"); return }
        }
        hub.publish(message("after"), of: .example(1))
        guard case .invocation(let last) = try await reader.next() else { Issue.record("no invocation"); return }
        #expect(last.logs.map(\.text) == ["after"])
    }

    @Test("there are at most so many listeners, and each that leaves makes room")
    func limit() throws {
        let hub = InvocationHub()
        var subscriptions = (1...InvocationHub.maximumListeners).compactMap { _ in hub.listen(to: .example(1)) }
        #expect(subscriptions.count == InvocationHub.maximumListeners)
        #expect(hub.listen(to: .example(1)) == nil)
        subscriptions.removeLast()
        #expect(hub.listen(to: .example(1)) != nil)
    }

    @Test("a line without end is refused")
    func longLine() async throws {
        let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: InvocationReader.longestLine)
        let reader = InvocationReader(.bytes(bytes))
        await #expect(throws: HTTPBody.TooLarge.self) { try await reader.next() }
    }
}
