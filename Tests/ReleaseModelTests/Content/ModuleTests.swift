import ReleaseModel
import Testing

@Suite("A module's name")
struct ModuleTests {
    @Test(
        "is a relative path within the bundle",
        arguments: [
            "index.js", "a/b/c.js", ".hidden", "..dots", "...", "a/...", "with space.js", "é/ü.js", "a:b", "%2", "%2f",
            "a%2eb",
            String(repeating: "n", count: 512),
        ]
    )
    func accepts(name: String) throws {
        #expect(try Module.example(name).name == name)
    }

    @Test(
        "never leaves the bundle",
        arguments: [
            "", "/", "/a", "a/", "a//b", "//a", ".", "..", "./a", "a/.", "../a", "a/..", "a/../b", "a/./b", "..\\a",
            "a\\b", "C:\\a",
            "a\u{0}b", "a\nb", "a\u{7F}", "../\u{301}a", "a/..\u{2F}\u{301}b", "/\u{301}a",
            String(repeating: "n", count: 513),
        ]
    )
    func refuses(name: String) {
        #expect(throws: InvalidContent.moduleName(name)) { try Module.example(name) }
    }

    @Test(
        "never leaves the bundle as a URL either, where an escaped dot is a dot",
        arguments: ["%2e", "%2E%2e", ".%2e/a", "a/%2E./b", "a/%2e/b", "%2e%2e/%2e%2e/etc/passwd"]
    )
    func refusesEscapedDots(name: String) {
        #expect(throws: InvalidContent.moduleName(name)) { try Module.example(name) }
    }

    @Test("has a type for every media type, and back", arguments: ModuleType.allCases)
    func mediaTypes(type: ModuleType) {
        #expect(ModuleType(mediaType: type.mediaType) == type)
        #expect(ModuleType(mediaType: type.mediaType + ";") == nil)
    }
}
