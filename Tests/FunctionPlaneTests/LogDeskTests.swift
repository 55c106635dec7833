import Testing

@testable import FunctionPlane

@Suite("What an instance says")
struct LogDeskTests {
    private func text(_ tail: LogTail) -> String {
        String(decoding: tail.bytes(endingWith: ""), as: UTF8.self)
    }

    @Test("is told to the call that said it, and to no other at the same time")
    func byRequest() {
        let desk = LogDesk()
        desk.open("a")
        desk.append("alone", requestID: nil)
        desk.open("b")
        desk.append("of a", requestID: "a")
        desk.append("of b", requestID: "b")
        desk.append("of nobody known", requestID: nil)
        desk.append("of one that is over", requestID: "c")
        #expect(text(desk.close("a")) == "alone\nof a\n")
        #expect(text(desk.close("b")) == "of b\n")
        #expect(text(desk.close("c")) == "")
    }

    @Test("is waited for up to a mark, or until it can say nothing more", .timeLimit(.minutes(1)))
    func marks() async {
        let desk = LogDesk()
        await desk.reach(0)
        async let second: Void = desk.reach(2)
        async let third: Void = desk.reach(3)
        desk.pass(2)
        await second
        desk.end()
        await third
        await desk.reach(9)
    }
}
