import HTTPModel
import SocketTesting
import Testing

@testable import HTTPEngine

@Suite("A reader of WebSocket frames", .timeLimit(.minutes(1)))
struct WebSocketReaderTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        let events: [WebSocketReader.Event]
        var fault: WebSocketFault?

        init(_ name: String, _ frames: [PlainFrame], _ events: WebSocketReader.Event..., fault: WebSocketFault? = nil) {
            testDescription = name
            bytes = frames.flatMap(\.bytes)
            self.events = events
            self.fault = fault
        }

        init(_ name: String, raw: [UInt8], fault: WebSocketFault) {
            testDescription = name
            bytes = raw
            events = []
            self.fault = fault
        }
    }

    /// The limit of the readers here.
    static let limit = 70_000
    static let long = [UInt8](repeating: 0xA5, count: limit)

    static let good: [Example] = [
        Example("a text", [.text("Grüße")], .message(.text("Grüße"))),
        Example("the example of RFC 6455, section 5.7", [.text("Hello")], .message(.text("Hello"))),
        Example("an empty text", [.text("")], .message(.text(""))),
        Example("as many bytes as may be", [.binary(long)], .message(.binary(long))),
        Example(
            "125, 126 and 65,535 bytes",
            [125, 126, 65_535].map { .binary([UInt8](long.prefix($0))) },
            .message(.binary([UInt8](long.prefix(125)))),
            .message(.binary([UInt8](long.prefix(126)))),
            .message(.binary([UInt8](long.prefix(65_535))))
        ),
        Example(
            "65,536 bytes",
            [.binary([UInt8](long.prefix(65_536)))],
            .message(.binary([UInt8](long.prefix(65_536))))
        ),
        Example("two texts", [.text("a"), .text("b")], .message(.text("a")), .message(.text("b"))),
        Example(
            "parts, cut inside a character",
            [PlainFrame(first: 0x01, [0xC3]), PlainFrame(first: 0x00, []), PlainFrame(first: 0x80, [0xA4])],
            .message(.text("ä"))
        ),
        Example(
            "control frames between parts",
            [
                PlainFrame(first: 0x02, [1]), .ping("x"), PlainFrame(first: 0x00, [2]), .pong(""),
                PlainFrame(first: 0x80, [3]),
            ],
            .ping([0x78]),
            .pong,
            .message(.binary([1, 2, 3]))
        ),
        Example(
            "a close inside a message",
            [PlainFrame(first: 0x01, [0x61]), .close(1000)],
            .close(WebSocketClosing(.normal))
        ),
        Example(
            "a ping of 125 bytes",
            [PlainFrame(first: 0x89, [UInt8](long.prefix(125)))],
            .ping([UInt8](long.prefix(125)))
        ),
        Example("a close without a code", [.close()], .close(WebSocketClosing(.noStatus))),
        Example("a close with a reason", [.close(1001, "weg")], .close(WebSocketClosing(.goingAway, reason: "weg"))),
    ]

    static let bad: [Example] = [
        Example("reserved bit 1", [PlainFrame(first: 0xC1)], fault: .reservedBits),
        Example("reserved bit 2", [PlainFrame(first: 0xA1)], fault: .reservedBits),
        Example("reserved bit 3", [PlainFrame(first: 0x91)], fault: .reservedBits),
        Example("opcode 3", [PlainFrame(first: 0x83)], fault: .unknownOpcode),
        Example("opcode 7", [PlainFrame(first: 0x87)], fault: .unknownOpcode),
        Example("opcode 11", [PlainFrame(first: 0x8B)], fault: .unknownOpcode),
        Example("opcode 15", [PlainFrame(first: 0x8F)], fault: .unknownOpcode),
        Example("no mask", [PlainFrame.text("a").unmasked], fault: .unmasked),
        Example(
            "no mask the second time",
            [.text("a"), PlainFrame.text("b").unmasked],
            .message(.text("a")),
            fault: .unmasked
        ),
        Example("a ping in parts", [PlainFrame(first: 0x09)], fault: .controlFragmented),
        Example("a long ping", [PlainFrame(first: 0x89, [UInt8](long.prefix(126)))], fault: .controlTooLong),
        Example("a continuation of nothing", [PlainFrame(first: 0x80)], fault: .continuationWithoutStart),
        Example(
            "a continuation after the end",
            [.text("a"), PlainFrame(first: 0x00)],
            .message(.text("a")),
            fault: .continuationWithoutStart
        ),
        Example("a message inside another", [PlainFrame(first: 0x01), .text("")], fault: .messageInsideMessage),
        Example("a close with half a code", [PlainFrame(first: 0x88, [3])], fault: .closeMalformed),
        Example("a close reason that is not UTF-8", [PlainFrame(first: 0x88, [3, 0xE8, 0xFF])], fault: .notUTF8),
        Example("a text that is not UTF-8", [PlainFrame(first: 0x81, [0xC3])], fault: .notUTF8),
        Example("a surrogate", [PlainFrame(first: 0x81, [0xED, 0xA0, 0x80])], fault: .notUTF8),
        Example(
            "parts that are not UTF-8",
            [PlainFrame(first: 0x01, [0xC3]), PlainFrame(first: 0x80, [0x28])],
            fault: .notUTF8
        ),
        Example("125 bytes in the form of 126", raw: [0x81, 0xFE, 0, 125, 1, 2, 3, 4], fault: .lengthMalformed),
        Example(
            "65,535 bytes in the form of 65,536",
            raw: [0x82, 0xFF, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 1, 2, 3, 4],
            fault: .lengthMalformed
        ),
        Example("a length of 2^63", raw: [0x82, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4], fault: .lengthMalformed),
        Example(
            "one byte too many, before any has come",
            raw: [0x82, 0xFF, 0, 0, 0, 0, 0, 1, 0x11, 0x71, 1, 2, 3, 4],
            fault: .messageTooBig(limit: limit)
        ),
        Example(
            "parts of one byte too many",
            [PlainFrame(first: 0x02, long), PlainFrame(first: 0x80, [1])],
            fault: .messageTooBig(limit: limit)
        ),
    ]

    @Test("takes what is right and refuses what is not, however it is cut", arguments: good + bad)
    func rules(example: Example) {
        let expected = Reading(events: example.events, fault: example.fault)
        #expect(Reading(of: example.bytes, pieces: [example.bytes.count], limit: Self.limit) == expected)
        #expect(Reading(of: example.bytes, pieces: [1, 2, 3], limit: Self.limit) == expected)
        guard example.bytes.count < 1_000 else { return }
        for cut in 0...min(example.bytes.count, 20) {
            let pieces = [cut, example.bytes.count]
            #expect(Reading(of: example.bytes, pieces: pieces, limit: Self.limit) == expected, "cut at \(cut)")
        }
    }

    @Test(
        "takes the close codes that may be sent, and no others",
        arguments: [
            (999, false), (1000, true), (1003, true), (1004, false), (1005, false), (1006, false), (1007, true),
            (1014, true), (1015, false), (2999, false), (3000, true), (4999, true), (5000, false), (0, false),
        ]
    )
    func closeCodes(code: Int, isTaken: Bool) {
        let reading = Reading(of: PlainFrame.close(code).bytes, pieces: [1], limit: 100)
        let expected = WebSocketCloseCode(code).map { [WebSocketReader.Event.close(WebSocketClosing($0))] } ?? []
        #expect(reading == (isTaken ? Reading(events: expected) : Reading(fault: .closeMalformed)))
    }

    @Test("takes frames without a mask where it may")
    func unmasked() {
        let frames = [PlainFrame.text("{\"debug\":false}").unmasked, .text("x")]
        let reading = Reading(of: frames.flatMap(\.bytes), pieces: [3], limit: 100, acceptsUnmasked: true)
        #expect(reading == Reading(events: [.message(.text("{\"debug\":false}")), .message(.text("x"))]))
    }

    @Test("reads back what was written, in any pieces", arguments: 0..<40)
    func randomMessages(seed: Int) {
        var random = SeededRandom(seed)
        var (frames, events): ([PlainFrame], [WebSocketReader.Event]) = ([], [])
        for _ in 0..<20 {
            let payload = random.bytes(upTo: 300)
            let parts = random.split(payload)
            for (index, part) in parts.enumerated() {
                let isFinal: UInt8 = index == parts.count - 1 ? 0x80 : 0
                frames.append(PlainFrame(first: isFinal | (index == 0 ? 2 : 0), part, mask: random.bytes(count: 4)))
                guard isFinal == 0, Bool.random(using: &random) else { continue }
                let ping = random.bytes(upTo: 125)
                frames.append(PlainFrame(first: 0x89, ping, mask: random.bytes(count: 4)))
                events.append(.ping(ping))
            }
            events.append(.message(.binary(payload)))
        }
        let pieces = (0..<10).map { _ in Int.random(in: 1...200, using: &random) }
        #expect(Reading(of: frames.flatMap(\.bytes), pieces: pieces, limit: 300) == Reading(events: events))
    }

    @Test("makes the same of any bytes, however they are cut, and keeps no more than it may", arguments: 0..<200)
    func randomBytes(seed: Int) {
        var random = SeededRandom(seed)
        var bytes = (0..<10).flatMap { _ in
            PlainFrame(first: random.next(in: [0x81, 0x82, 0x01, 0x00, 0x80, 0x89, 0x8A]), random.bytes(upTo: 200))
                .bytes
        }
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        let whole = Reading(of: bytes, pieces: [bytes.count], limit: 150)
        #expect(Reading(of: bytes, pieces: [1], limit: 150) == whole)
        #expect(Reading(of: bytes, pieces: [7, 1, 30], limit: 150) == whole)
        for case .message(let message) in whole.events { #expect(message.byteCount <= 150) }
    }
}

/// What a reader makes of bytes that come in pieces.
private struct Reading: Equatable {
    var events: [WebSocketReader.Event] = []
    var fault: WebSocketFault?

    init(events: [WebSocketReader.Event] = [], fault: WebSocketFault? = nil) {
        self.events = events
        self.fault = fault
    }

    /// Reads pieces of the given sizes, over and over.
    init(of bytes: [UInt8], pieces: [Int], limit: Int, acceptsUnmasked: Bool = false) {
        var reader = WebSocketReader(messageLimit: limit, acceptsUnmasked: acceptsUnmasked)
        var rest = bytes[...]
        var turn = 0
        do throws(WebSocketFault) {
            while !rest.isEmpty {
                let piece = Array(rest.prefix(pieces[turn % pieces.count]))
                turn += 1
                rest = rest.dropFirst(piece.count)
                var position = 0
                while let event = try reader.next(piece.span, at: &position) { events.append(event) }
            }
        } catch {
            fault = error
        }
    }
}
