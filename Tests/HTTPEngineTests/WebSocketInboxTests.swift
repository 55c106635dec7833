import HTTPModel
import Testing

@testable import HTTPEngine

@Suite("The messages that wait for a handler", .timeLimit(.minutes(1)))
struct WebSocketInboxTests {
    @Test("are bounded in bytes, and in number also if they are empty", arguments: [(0, 16), (436, 3)])
    func bounds(messageBytes: Int, count: Int) async throws {
        let inbox = WebSocketInbox(capacity: 1_024)
        let message = WebSocketMessage.binary([UInt8](repeating: 0, count: messageBytes))
        for index in 1...count { #expect(inbox.push(message) == (index < count)) }
        #expect(try await inbox.next()?.madeRoom == true)
        #expect(try await inbox.next()?.madeRoom == false)
    }

    @Test("come in order, also to a cancelled task, and end once")
    func order() async throws {
        let inbox = WebSocketInbox(capacity: 1_024)
        _ = inbox.push(.text("a"))
        _ = inbox.push(.text("b"))
        inbox.finish(WebSocketClosing(.goingAway))
        inbox.finish(WebSocketClosing(.normal))
        _ = inbox.push(.text("too late"))
        let reader = Task {
            [try await inbox.next()?.message, try await inbox.next()?.message, try await inbox.next()?.message]
        }
        reader.cancel()
        #expect(try await reader.value == [.text("a"), .text("b"), nil])
        #expect(inbox.closing == WebSocketClosing(.goingAway))
    }
}
