import HTTPModel
import Testing

@Suite("A request target")
struct HTTPTargetTests {
    struct Reading: Sendable {
        let raw: String
        let segments: [String]
    }

    static let readings: [Reading] = [
        Reading(raw: "/", segments: []),
        Reading(raw: "/a/b", segments: ["a", "b"]),
        Reading(raw: "/a/", segments: ["a", ""]),
        Reading(raw: "//a", segments: ["", "a"]),
        Reading(raw: "/a%2Fb/c%2f", segments: ["a/b", "c/"]),
        Reading(raw: "/%C3%BC%20+", segments: ["ü +"]),
        Reading(raw: "/...", segments: ["..."]),
        Reading(raw: "/a?/../b", segments: ["a"]),
        Reading(raw: "*", segments: []),
    ]

    @Test("is split before it is decoded", arguments: readings)
    func segments(reading: Reading) throws {
        let target = try HTTPTarget(reading.raw)
        #expect(target.segments == reading.segments)
        #expect(target.raw == reading.raw)
    }

    struct Refusal: Sendable {
        let raw: String
        let error: HTTPTarget.Invalid
    }

    static let refusals: [Refusal] = [
        Refusal(raw: "", error: .notOriginForm),
        Refusal(raw: "a", error: .notOriginForm),
        Refusal(raw: "http://h/", error: .notOriginForm),
        Refusal(raw: "*a", error: .notOriginForm),
        Refusal(raw: "/a b", error: .illegalCharacter),
        Refusal(raw: "/ä", error: .illegalCharacter),
        Refusal(raw: "/a#b", error: .illegalCharacter),
        Refusal(raw: "/a\r\n", error: .illegalCharacter),
        Refusal(raw: "/%", error: .brokenEscape),
        Refusal(raw: "/%4", error: .brokenEscape),
        Refusal(raw: "/%zz", error: .brokenEscape),
        Refusal(raw: "/?a=%4", error: .brokenEscape),
        Refusal(raw: "/%FF", error: .notUTF8),
        Refusal(raw: "/%C0%AF", error: .notUTF8),
        Refusal(raw: "/?%ED%A0%80", error: .notUTF8),
        Refusal(raw: "/a%00", error: .nulByte),
        Refusal(raw: "/..", error: .dotSegment),
        Refusal(raw: "/a/../b", error: .dotSegment),
        Refusal(raw: "/a/./b", error: .dotSegment),
        Refusal(raw: "/%2e%2E/b", error: .dotSegment),
        Refusal(raw: "/.%2e", error: .dotSegment),
    ]

    @Test("is refused when it could mean two things", arguments: refusals)
    func refused(refusal: Refusal) {
        #expect(throws: refusal.error) { try HTTPTarget(refusal.raw) }
    }

    @Test("reads its query as forms are read")
    func query() throws {
        let target: HTTPTarget = "/p?a=1&b=x+y%2B&a=2&flag&=v&"
        #expect(target.path == "/p")
        #expect(target.rawQuery == "a=1&b=x+y%2B&a=2&flag&=v&")
        #expect(target.query["a"] == "1")
        #expect(target.query.values(of: "a") == ["1", "2"])
        #expect(target.query["b"] == "x y+")
        #expect(target.query["flag"]?.isEmpty == true)
        #expect(target.query["none"] == nil)
        #expect(target.query.items.count == 5)
    }

    @Test("made of parts reads back as those parts")
    func roundTrip() throws {
        let made = try HTTPTarget(segments: ["a/b", "ü?#%", "", "c d"], query: ["k&": "v=+", "e": ""])
        let read = try HTTPTarget(made.raw)
        #expect(read.segments == made.segments)
        #expect(read.query == made.query)
        #expect(made.raw == "/a%2Fb/%C3%BC%3F%23%25//c%20d?k%26=v%3D%2B&e=")
        #expect(throws: HTTPTarget.Invalid.dotSegment) { try HTTPTarget(segments: ["a", ".."]) }
    }
}
