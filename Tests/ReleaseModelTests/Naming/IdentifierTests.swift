import ReleaseModel
import Testing

@Suite("An identity")
struct IdentifierTests {
    private static let text = "6ba7b810-9dad-41d1-80b4-00c04fd430c8"

    @Test("is read from its 36 characters and written in lower case")
    func reads() throws {
        let id = try #require(Version.ID(Self.text.uppercased()))
        #expect(id.description == Self.text)
        #expect(id.prefix == "6ba7b810")
        #expect(id.bytes.first == 0x6B && id.bytes.last == 0xC8 && id.bytes.count == 16)
        #expect(id == Version.ID(Self.text))
    }

    @Test(
        "is read from nothing else",
        arguments: [
            "", "6ba7b810", "6ba7b8109dad41d180b400c04fd430c8", "{6ba7b810-9dad-41d1-80b4-00c04fd430c8}",
            " 6ba7b810-9dad-41d1-80b4-00c04fd430c8", "6ba7b810-9dad-41d1-80b4-00c04fd430c8 ",
            "6ba7b810-9dad-41d1-80b4-00c04fd430c8\u{0}tail", "0x6ba7b8-9dad-41d1-80b4-00c04fd430c8",
            "6ba7b810--9da-41d1-80b4-00c04fd430c8", "6ba7b810-+9da-41d1-80b4-00c04fd430c8",
            "6ba7b81-09dad-41d1-80b4-00c04fd430c8", "6ba7b810-9dad-41d1-80b4-00c04fd430cg",
            "６ba7b810-9dad-41d1-80b4-00c04fd430c8",
        ]
    )
    func refuses(text: String) {
        #expect(Version.ID(text) == nil)
    }

    @Test("is read without its hyphens where a caller allows that")
    func digits() throws {
        let id = try #require(Version.ID(Self.text))
        #expect(Version.ID(digits: id.compact.uppercased()) == id)
        #expect(Version.ID(digits: id.description) == id)
        for text in ["", "x", String(id.compact.dropLast()), id.compact + "0", String(repeating: "ä", count: 16)] {
            #expect(Version.ID(digits: text) == nil)
        }
    }
}
