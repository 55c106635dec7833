import Testing

@testable import FunctionPlane

@Suite("The tail of a call's log")
struct LogTailTests {
    @Test("is everything, where that is short")
    func short() {
        var tail = LogTail()
        tail.append("one")
        tail.append("two")
        #expect(tail.bytes(endingWith: "end") == Array("one\ntwo\nend".utf8))
    }

    @Test("is its last 4,096 bytes, and begins with a whole character", arguments: ["x", "é", "日本"])
    func long(unit: String) {
        var tail = LogTail()
        for number in 0..<5_000 { tail.append("\(number) \(String(repeating: unit, count: 7))") }
        let bytes = tail.bytes(endingWith: "end")
        #expect((4_093...4_096).contains(bytes.count))
        let text = String(validating: bytes, as: UTF8.self)
        #expect(text?.hasSuffix("4999 \(String(repeating: unit, count: 7))\nend") == true)
    }

    @Test("of one line is no longer either")
    func oneLine() {
        var tail = LogTail()
        tail.append(String(repeating: "y", count: 100_000))
        #expect(tail.bytes(endingWith: "").count == 4_096)
    }
}
