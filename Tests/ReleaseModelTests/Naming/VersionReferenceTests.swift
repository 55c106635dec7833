import ReleaseModel
import Testing

@Suite("A reference to a version")
struct VersionReferenceTests {
    private static let uuid = "6ba7b810-9dad-41d1-80b4-00c04fd430c8"

    struct Reading: Sendable {
        let text: String
        let reference: VersionReference
    }

    @Test(
        "is a number, a UUID or a prefix of one, a tag, or a word",
        arguments: [
            Reading(text: "1", reference: .number(1)),
            Reading(text: "9999999", reference: .number(9_999_999)),
            Reading(text: "0000003", reference: .number(3)),
            Reading(text: "newest", reference: .newest),
            Reading(text: "deployed", reference: .deployed),
            Reading(text: "tag:v1.2", reference: .tag("v1.2")),
            Reading(text: "tag:newest", reference: .tag("newest")),
            Reading(text: "tag:tag:x", reference: .tag("tag:x")),
            Reading(text: "tag:é ü", reference: .tag("é ü")),
            Reading(text: "10000000", reference: .prefix("10000000")),
            Reading(text: "00000000", reference: .prefix("00000000")),
            Reading(text: "deadbeef", reference: .prefix("deadbeef")),
            Reading(text: "DeadBeef01", reference: .prefix("deadbeef01")),
            Reading(text: "6ba7b810-", reference: .prefix("6ba7b810")),
            Reading(text: "6ba7b810-9dad-4", reference: .prefix("6ba7b8109dad4")),
            Reading(text: "6ba7b8109dad41d180b400c04fd430c8", reference: .prefix("6ba7b8109dad41d180b400c04fd430c8")),
        ]
    )
    func reads(_ reading: Reading) {
        #expect(VersionReference(reading.text) == reading.reference)
    }

    @Test("of 36 characters is that version, in either case")
    func readsIdentity() throws {
        let id = try #require(Version.ID(Self.uuid))
        #expect(VersionReference(Self.uuid) == .id(id))
        #expect(VersionReference(Self.uuid.uppercased()) == .id(id))
        #expect(VersionReference.id(id).description == Self.uuid)
    }

    @Test(
        "is nothing else",
        arguments: [
            "", "0", "0000000", "-1", "+1", "1.0", "1e1", " 1", "1 ", "٣", "３", "v1", "tag:", "Newest", "DEPLOYED",
            "latest",
            "deadbee", "deadbeeg", "dead-beef", "-deadbeef", "--------", "d-e-a-d-b-e-e-f", "6ba7b8109-dad",
            "6ba7b810--9dad", "ｄｅａｄｂｅｅｆ", "deadbeef\u{0}", "6ba7b8109dad41d180b400c04fd430c8a",
            "6ba7b810-9dad-41d1-80b4-00c04fd430c8a", "6ba7b810-9dad-41d1-80b4-00c04fd430c8\u{0}", "{deadbeef}",
        ]
    )
    func refuses(text: String) {
        #expect(VersionReference(text) == nil)
    }

    @Test("reads as it is written", arguments: ["3", "newest", "deployed", "tag:a", "deadbeef", uuid])
    func describes(text: String) {
        #expect(VersionReference(text)?.description == text)
    }
}
