import Testing

@testable import RuntimeSupervision

@Suite("The control socket is read without trust")
struct ControlFrameTests {
    private let frames = [
        ControlFrame(.pong, id: 7, payload: Array("{}".utf8)),
        ControlFrame(.drained),
        ControlFrame(.log, payload: Array(#"{"level":"log","requestId":"r","text":"t"}"#.utf8)),
    ]

    @Test("frames arrive whole, however they are cut")
    func pieces() throws {
        let bytes = frames.flatMap(\.bytes)
        for cut in 0...bytes.count {
            var decoder = ControlFrameDecoder()
            decoder.append(Array(bytes[..<cut]).span)
            var decoded = try decoder.takeFrames()
            decoder.append(Array(bytes[cut...]).span)
            decoded += try decoder.takeFrames()
            #expect(decoded == frames)
        }
    }

    @Test("what is too long, unknown or not an engine's to send is a violation")
    func violations() {
        var long = ControlFrameDecoder()
        long.append(ControlFrame.head(.log, length: ControlFrameDecoder.maximumPayload + 1).span)
        #expect(throws: ControlViolation.frameTooLong(bytes: ControlFrameDecoder.maximumPayload + 1)) {
            try long.takeFrames()
        }
        var unknown = ControlFrameDecoder()
        unknown.append([0, 0, 0, 0, 99, 0, 0, 0, 0].span)
        #expect(throws: ControlViolation.unknownType(99)) { try unknown.takeFrames() }
        #expect(throws: ControlViolation.malformed(type: 1)) { try HarnessMessage(ControlFrame(.load)) }
        for payload in ["", "[]", "{}", #"{"level":1,"text":"t"}"#] {
            #expect(throws: ControlViolation.malformed(type: 67)) {
                try HarnessMessage(ControlFrame(.log, payload: Array(payload.utf8)))
            }
        }
    }

    @Test("messages are read")
    func messages() throws {
        #expect(
            try frames.map { try HarnessMessage($0) } == [
                .pong(id: 7), .drained, .log(.init(level: "log", requestId: "r", text: "t")),
            ]
        )
    }

    @Test("lines are cut at their ends, or at the limit")
    func lines() {
        var splitter = LineSplitter()
        #expect(splitter.append(Array("one\ntw".utf8).span) == ["one"])
        #expect(splitter.append(Array("o\n\nthree".utf8).span) == ["two"])
        #expect(splitter.finish() == ["three"])
        let long = [UInt8](repeating: UInt8(ascii: "x"), count: LineSplitter.maximumLength + 1)
        #expect(splitter.append(long.span).map(\.utf8.count) == [LineSplitter.maximumLength])
        #expect(splitter.finish() == ["x"])
        #expect(splitter.finish() == [])
    }
}
