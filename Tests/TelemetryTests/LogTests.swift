import Foundation
import Synchronization
import Telemetry
import Testing

/// Keeps lines in memory.
final class LineSink: LogSink {
    private let bytes = Mutex<[UInt8]>([])

    var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }

    func write(_ lines: [UInt8]) { bytes.withLock { $0 += lines } }
    func flush() {}
}

@Suite("A log")
struct LogTests {
    let sink = LineSink()
    var log: Log { Log(to: sink, now: { Timestamp(millisecondsSinceEpoch: 1_795_271_676_123) }) }

    @Test("writes one JSON object per line, its own fields first")
    func line() {
        log.with(["node": "n1"]).warning("late", ["by": .milliseconds(.seconds(1.5)), "count": 2, "level": true])
        let expected =
            #"{"time":"2026-11-21T14:34:36.123Z","level":"warning","message":"late","#
            + #""node":"n1","by":1500.0,"count":2,"level_":true}"# + "\n"
        #expect(sink.text == expected)
    }

    @Test("writes nothing below its level, and does not even make the text")
    func levels() {
        log.debug(
            {
                Issue.record("made"); return "x"
            }()
        )
        #expect(sink.text.isEmpty)
        Log(to: sink, from: .error).warning("x")
        #expect(sink.text.isEmpty)
        Log(to: sink, from: .debug).debug("x")
        #expect(sink.text.contains(#""level":"debug""#))
    }

    @Test("shows what was said on any terminal, and reads back as it was")
    func escapes() throws {
        let nasty = "a\"\\\n\r\t\0\u{1B}[2J\u{7F}\u{9B}31m\u{202E}x\u{2066}y\u{2028}\u{FEFF}ü😀"
        log.info(nasty, ["k\n": .string(nasty)])
        let allowed = sink.text.unicodeScalars.allSatisfy {
            $0 == "\n" || $0.properties.generalCategory != .control && $0.properties.generalCategory != .format
        }
        #expect(allowed)
        #expect(sink.text.split(separator: "\n").count == 1)
        let object = try JSONDecoder().decode([String: String].self, from: Data(sink.text.utf8))
        #expect(object["message"] == nasty)
        #expect(object["k\n"] == nasty)
    }

    @Test("cuts what is too long")
    func cut() throws {
        log.info(String(repeating: "ü", count: 10_000))
        let object = try JSONDecoder().decode([String: String].self, from: Data(sink.text.utf8))
        #expect(object["message"]?.utf8.count == 8 * 1024 + 3)
        #expect(object["message"]?.hasSuffix("ü…") == true)
    }

    struct Secret: Sendable {
        let name: String
        let text: String
        let written: String
    }

    static let secrets: [Secret] = [
        Secret(name: "Authorization", text: "x", written: "[redacted]"),
        Secret(name: "proxy-authorization", text: "x", written: "[redacted]"),
        Secret(name: "Set-Cookie", text: "x", written: "[redacted]"),
        Secret(name: "X-Auth-Key", text: "x", written: "[redacted]"),
        Secret(name: "api_token", text: "x", written: "[redacted]"),
        Secret(name: "clientSecret", text: "x", written: "[redacted]"),
        Secret(name: "note", text: "Bearer abc", written: "[redacted]"),
        Secret(name: "path", text: "/a?x=1&access_token=s&y=2", written: "/a?x=1&access_token=[redacted]&y=2"),
        Secret(
            name: "url",
            text: "https://me:pw@h/a?Signature=s",
            written: "https://[redacted]@h/a?Signature=[redacted]"
        ),
        Secret(name: "query", text: "password=x&&q", written: "password=[redacted]&&q"),
        Secret(name: "url", text: "https://h/a@b?c", written: "https://h/a@b?c"),
        Secret(name: "host", text: "a", written: "a"),
    ]

    @Test("keeps credentials to itself, also inside of nested fields", arguments: secrets)
    func redaction(secret: Secret) throws {
        log.info("m", ["request": .fields([secret.name: .string(secret.text)])])
        struct Line: Decodable { let request: [String: String] }
        let line = try JSONDecoder().decode(Line.self, from: Data(sink.text.utf8))
        #expect(line.request == [secret.name: secret.written])
    }
}

@Suite("A buffered log", .timeLimit(.minutes(1)))
struct BufferedLogTests {
    /// Holds every line back until it is let go.
    final class HeldSink: LogSink {
        let lines = LineSink()
        private let gate = DispatchSemaphore(value: 0)

        func write(_ lines: [UInt8]) {
            gate.wait()
            gate.signal()
            self.lines.write(lines)
        }
        func flush() {}
        func release() { gate.signal() }
    }

    @Test("does not wait for its sink, and says how many lines found no room")
    func overflow() {
        let held = HeldSink()
        let sink = BufferedLogSink(held, capacity: 300)
        let line = [UInt8](repeating: UInt8(ascii: "x"), count: 99) + [UInt8(ascii: "\n")]
        for _ in 0..<20 { sink.write(line) }
        held.release()
        sink.flush()
        let lines = held.lines.text.split(separator: "\n")
        let kept = lines.count { $0.hasPrefix("x") }
        // Three are buffered; up to three more may have been taken by the sink, which held them.
        #expect((3...6).contains(kept))
        #expect(held.lines.text.contains("\"count\":\(20 - kept)}"))
    }
}
