import ReleaseModel
import Testing

@Suite("Compatibility")
struct CompatibilityTests {
    @Test(
        "keeps a date of the calendar",
        arguments: ["2026-11-21", "2024-02-29", "2000-02-29", "0001-01-01", "2025-12-31"]
    )
    func acceptsDate(text: String) throws {
        #expect(try Compatibility(date: text).date == text)
    }

    @Test(
        "refuses any other text",
        arguments: [
            "", "today", "2026-11", "2026-11-21-1", "26-11-21", "2026-1-02", "2026-11-2", "2026/11/21", "2026-00-10",
            "2026-13-10",
            "2026-11-00", "2026-11-31", "2026-02-29", "1900-02-29", "2026-02-30", "2026-11-32", " 2026-11-21",
            "2026-11-21 ",
            "+026-11-21", "2026-+1-21", "-026-11-21", "٢٠٢٦-11-21", "2026-11-21\u{0}",
        ]
    )
    func refusesDate(text: String) {
        #expect(throws: InvalidContent.compatibilityDate(text)) { try Compatibility(date: text) }
    }

    @Test("keeps flags in the order given, each once")
    func flags() throws {
        #expect(try Compatibility(flags: ["b", "a", "b", "c", "a"]).flags == ["b", "a", "c"])
        #expect(try Compatibility().flags.isEmpty)
        #expect(try Compatibility().date == nil)
    }
}
