import Testing

@testable import ProjectFiles

@Suite("Globs match as module rules mean them")
struct GlobTests {
    @Test(arguments: [
        ("**/*.txt", "a.txt", true), ("**/*.txt", "a/b/c.txt", true), ("**/*.txt", "a.txt.js", false),
        ("*.txt", "a/b.txt", true), ("src/*.txt", "src/a.txt", true), ("src/*.txt", "src/b/a.txt", false),
        ("src/**/*.txt", "src/a.txt", true), ("src/**/*.txt", "src/b/c/a.txt", true), ("src/**", "src/b/c", true),
        ("./src/*.txt", "src/a.txt", true), ("a?.txt", "ab.txt", false), ("a?.txt", "a?.txt", true),
        ("**/a*b*c", "x/abxbc", true), ("**/a*b*c", "x/abxb", false), ("a.c", "abc", false),
        ("**/x/**/y", "a/x/b/x/c/y", true), ("**/x/**/y", "a/y", false),
    ])
    func matches(pattern: String, path: String, expected: Bool) {
        #expect(Glob(pattern).matches(path) == expected)
    }

    @Test("a hostile pattern takes no exponential time", .timeLimit(.minutes(1)))
    func isBounded() {
        let pattern = String(repeating: "**/", count: 30) + String(repeating: "a*", count: 30) + "b"
        let path = String(repeating: "aaaaaaaaaaaaaaaa/", count: 30) + String(repeating: "a", count: 200)
        #expect(!Glob(pattern).matches(path))
    }
}
