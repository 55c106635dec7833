import Testing

@testable import ProjectFiles

@Suite("An ignore file means what it means to git")
struct IgnoreRulesTests {
    @Test(
        "a line is about some paths and no others",
        arguments: [
            ("a", ["a", "b/a"], ["ab", "b"]), ("/a", ["a"], ["b/a"]), ("b/a", ["b/a"], ["a", "c/b/a"]),
            ("*.map", ["x.map", "a/x.map"], ["x.map.js", "map"]), ("a/*", ["a/b"], ["a", "a/b/c", "b"]),
            ("a/**", ["a/b", "a/b/c"], ["a", "b/a"]), ("**/a", ["a", "b/c/a"], ["ab"]),
            ("a/**/b", ["a/b", "a/x/y/b"], ["b"]),
            ("?.js", ["a.js"], ["ab.js", ".js"]), ("[ab].js", ["a.js", "b.js"], ["c.js"]),
            ("[!a-c].js", ["d.js"], ["a.js", "b.js"]), ("[a", ["[a"], ["a"]), ("\\#a", ["#a"], ["a"]),
            ("#a", [], ["#a", "a"]), ("", [], ["a"]), ("   ", [], ["a"]), ("a  ", ["a"], ["a  "]),
            ("\\!a", ["!a"], ["a"]), ("a/", [], ["a"]),
        ]
    )
    func lines(line: String, ignored: [String], kept: [String]) {
        let rules = IgnoreRules(line)
        for path in ignored { #expect(rules.ignore(path, isFolder: false), "\(line): \(path)") }
        for path in kept { #expect(!rules.ignore(path, isFolder: false), "\(line): \(path)") }
    }

    @Test("a slash at the end is about folders")
    func folders() {
        #expect(IgnoreRules("build/").ignore("a/build", isFolder: true))
        #expect(!IgnoreRules("build/").ignore("a/build", isFolder: false))
    }

    @Test("the last line that fits counts, and lines may end as on any system")
    func order() {
        let rules = IgnoreRules("*.map\r\n!keep.map\nkeep.map.old")
        #expect(rules.ignore("x.map", isFolder: false))
        #expect(!rules.ignore("keep.map", isFolder: false))
        #expect(rules.ignore("keep.map.old", isFolder: false))
        #expect(IgnoreRules("!a\na").ignore("a", isFolder: false))
    }
}
