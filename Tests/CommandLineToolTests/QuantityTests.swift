import Foundation
import NativeWire
import Testing

@testable import CommandLineTool

@Suite("Quantities are read and written as people do")
struct QuantityTests {
    @Test(
        arguments: [
            ("0", 0), ("512", 512), ("1K", 1_024), ("64m", 64 << 20), ("2G", 2 << 30), ("1T", 1 << 40), ("", nil),
            ("K", nil), ("-1", nil), ("1.5M", nil), ("1MB", nil), ("99999999999999T", nil), ("９", nil),
        ] as [(String, Int?)]
    )
    func readsBytes(text: String, bytes: Int?) {
        #expect(ByteCount(text)?.bytes == bytes)
    }

    @Test(arguments: [(0, "0 B"), (1_023, "1023 B"), (1_536, "1.5 KiB"), (64 << 20, "64 MiB"), (5 << 40, "5 TiB")])
    func writesBytes(bytes: Int, text: String) {
        #expect(ByteCount(bytes).description == text)
    }

    @Test(
        arguments: [
            ("90s", 90), ("15m", 900), ("12h", 43_200), ("30d", 2_592_000), ("", nil), ("5", nil), ("m", nil),
            ("-1s", nil), ("1w", nil), ("9999999999d", nil),
        ] as [(String, Int?)]
    )
    func readsSpans(text: String, seconds: Int?) {
        #expect(TimeSpan(text)?.duration == seconds.map { .seconds($0) })
    }

    @Test(arguments: [(0, "0s"), (59, "59s"), (3_600, "1h"), (93_784, "1d 2h"), (65, "1m 5s")])
    func writesSpans(seconds: Int, text: String) {
        #expect(TimeSpan(.seconds(seconds)).description == text)
    }

    @Test(
        arguments: [
            (0.4211, "0.42 ms"), (3.217, "3.2 ms"), (9.04, "9.0 ms"), (120.4, "120 ms"), (4_100, "4.1 s"),
            (.nan, "? ms"), (-1, "? ms"), (1e300, "1000000000.0 s"),
        ]
    )
    func writesMilliseconds(value: Double, text: String) {
        #expect(Milliseconds.text(value) == text)
    }

    @Test(
        arguments: [
            ("2026-11-21T15:00:00.000Z", "just now"), ("2026-11-21T14:59:30Z", "30 s ago"),
            ("2026-11-21T14:10:00.500Z", "49 min ago"), ("2026-11-20T15:00:00.000Z", "1 d ago"),
            ("2025-01-02T03:04:05.678Z", "2025-01-02"), ("2027-01-02T03:04:05.678Z", "2027-01-02"),
            ("yesterday", "yesterday"),
        ]
    )
    func relativeTimes(text: String, phrase: String) throws {
        let now = try Date("2026-11-21T15:00:00Z", strategy: .iso8601)
        #expect(RelativeTime(now: now).phrase(text) == phrase)
    }

    @Test(
        arguments: [
            ("127.0.0.1:8700", "127.0.0.1:8700"), ("[::1]:0", "[::1]:0"), ("localhost:65535", "localhost:65535"),
            ("8700", nil), (":8700", nil), ("::1:8700", nil), ("h:", nil), ("h:65536", nil), ("h:+1", nil),
            ("a b:1", nil), ("http://h:1", nil), ("[]:1", nil),
        ] as [(String, String?)]
    )
    func addresses(text: String, read: String?) {
        #expect(ListenAddress(text)?.description == read)
    }

    @Test(
        arguments: [
            ("A:b", "A", "b"), ("A:", "A", ""), ("A_1:b:c=d", "A_1", "b:c=d"), ("A", nil, nil), (":b", nil, nil),
            ("1A:b", nil, nil), ("A B:c", nil, nil),
        ] as [(String, String?, String?)]
    )
    func variables(text: String, name: String?, value: String?) {
        #expect(VariableBinding(text)?.name == name)
        #expect(VariableBinding(text)?.value == value)
    }

    @Test(
        arguments: [
            ("localhost", true), ("example.org", true), ("a.b-c.d", true), ("", false), ("a..b", false),
            ("Example.org", false), ("10.0.0.1", false), ("a.b.", false), ("-a.org", false),
        ]
    )
    func domains(text: String, isRead: Bool) {
        #expect((ValueReader.domain.read(text) != nil) == isRead)
    }
}
