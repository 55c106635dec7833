import EventDispatch
import FoundationEssentials
import ReleaseModel
import Testing

@testable import FunctionPlane

@Suite("Timers fire")
struct TimerBookTests {
    private let start = Date(timeIntervalSince1970: 1_800_000_000)
    private let service: TestService

    init() throws {
        service = try TestService()
    }

    private func timer(_ expression: String, enable: Bool? = nil, payload: String? = "p") throws -> Trigger {
        let encoder = JSONEncoder()
        let timer = FunctionTrigger.Timer(cronExpression: expression, payload: payload, enable: enable)
        let described = FunctionTrigger(
            name: "t",
            type: "timer",
            configuration: String(decoding: try encoder.encode(timer), as: UTF8.self),
            modifiedAt: 0
        )
        return Trigger(
            id: Trigger.ID(UUID()),
            workload: service.workload.id,
            source: .timer(name: "f/t"),
            target: .head,
            component: "f",
            document: String(decoding: try encoder.encode(described), as: UTF8.self),
            createdAt: start
        )
    }

    @Test("once at each time, and each time that is not too long ago")
    func firing() throws {
        let timer = try #require(TimerTrigger(try timer("@every 10s")))
        var book = TimerBook(fired: [:])
        #expect(book.replace(with: [timer], at: start) == TimerBook.Change())
        #expect(book.take(at: start.addingTimeInterval(9)).firings.isEmpty)
        #expect(book.next == start.addingTimeInterval(10))
        #expect(
            book.take(at: start.addingTimeInterval(10)).firings == [
                .init(timer: timer, at: start.addingTimeInterval(10))
            ]
        )
        #expect(book.take(at: start.addingTimeInterval(10)).firings.isEmpty)
        // Told the same again, it goes on as it was.
        #expect(book.replace(with: [timer], at: start.addingTimeInterval(15)) == TimerBook.Change())
        let late = book.take(at: start.addingTimeInterval(40))
        #expect(late.firings.map(\.at) == [20, 30, 40].map(start.addingTimeInterval) && late.missed == 0)
        let missed = book.take(at: start.addingTimeInterval(1_000))
        #expect(missed.firings.count == 7 && missed.missed == 89)
        #expect(book.next == start.addingTimeInterval(1_010))
    }

    @Test("as they are at that time: one that is told to lead elsewhere goes on at its times")
    func changed() throws {
        let trigger = try timer("@every 10s")
        let other = Trigger(
            id: trigger.id,
            workload: trigger.workload,
            source: trigger.source,
            target: .alias(try Alias.Name("prod")),
            component: "f",
            document: trigger.document,
            createdAt: start
        )
        let (first, second) = (try #require(TimerTrigger(trigger)), try #require(TimerTrigger(other)))
        var book = TimerBook(fired: [:])
        _ = book.replace(with: [first], at: start)
        _ = book.replace(with: [second], at: start.addingTimeInterval(5))
        let due = start.addingTimeInterval(10)
        #expect(book.take(at: due).firings == [.init(timer: second, at: due)])
    }

    @Test("not for what was due while nobody looked, which is counted")
    func missing() throws {
        let timer = try #require(TimerTrigger(try timer("@every 10s")))
        var book = TimerBook(fired: [timer.id: start])
        #expect(book.replace(with: [timer], at: start.addingTimeInterval(35)).missed == 3)
        #expect(book.next == start.addingTimeInterval(40))
        #expect(book.replace(with: [], at: start).gone == [timer.id])
        #expect(book.next == nil)
    }

    @Test("if they are switched on, with the event that the vendor documents")
    func events() throws {
        #expect(TimerTrigger(try timer("@every 10s", enable: false)) == nil)
        #expect(TimerTrigger(try timer("nonsense")) == nil)
        let timer = try #require(TimerTrigger(try timer("@every 10s", enable: true, payload: "a/b")))
        #expect(
            String(decoding: timer.event(at: start), as: UTF8.self)
                == #"{"payload":"a/b","triggerName":"t","triggerTime":"2027-01-15T08:00:00Z"}"#
        )
    }
}
