import Testing

@testable import CommandLineTool

@Suite("What arrives in pieces is put together")
struct StreamingTests {
    @Test("lines are the same however the stream is cut", arguments: 1...12)
    func lines(size: Int) {
        let stream = Array("one\n\ntwo\nthree 日本\nrest".utf8)
        var buffer = LineBuffer()
        var lines: [String] = []
        for start in stride(from: 0, to: stream.count, by: size) {
            let chunk = Array(stream[start..<min(start + size, stream.count)])
            lines += buffer.add(chunk).map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(lines == ["one", "two", "three 日本"])
    }

    @Test("a line beyond the limit is cut, and the next is whole")
    func longLine() {
        var buffer = LineBuffer()
        let long = [UInt8](repeating: 0x61, count: LineBuffer.maximumLine + 10)
        #expect(buffer.add(long).isEmpty)
        #expect(buffer.add(long + Array("\nb\n".utf8)).map(\.count) == [LineBuffer.maximumLine, 1])
    }

    @Test("attempts end, wait longer each time, and never begin after the deadline")
    func retries() {
        var policy = RetryPolicy()
        let waits = (0..<10).compactMap { _ in policy.wait(elapsed: .zero, jitter: 1) }
        #expect(waits == [.milliseconds(100), .milliseconds(200), .milliseconds(400), .milliseconds(800)])
        var late = RetryPolicy()
        #expect(late.wait(elapsed: RetryPolicy.deadline, jitter: 0) == nil)
        #expect(late.wait(elapsed: .zero, jitter: 0) == .milliseconds(50))
    }
}
