import Testing

@testable import DashboardPages

@Suite("What people wrote stays text")
struct EscapingTests {
    @Test(
        "markup, quotes and what turns texts around are shown, not obeyed",
        arguments: [
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("a & b", "a &amp; b"),
            ("\"' onclick='x", "&quot;&#39; onclick=&#39;x"),
            ("gnp.\u{202E}exe", "gnp.\u{FFFD}exe"),
            ("a\u{0000}b\u{001B}[31m", "a\u{FFFD}b\u{FFFD}[31m"),
            ("é 日本 🚢\ttab", "é 日本 🚢\ttab"),
        ]
    )
    func escapes(text: String, markup: String) {
        #expect(Tag.p { text }.markup == "<p>\(markup)</p>")
        #expect(Tag.input(.value(text)).markup == "<input value=\"\(markup)\">")
    }

    @Test(
        "only addresses of the web become links",
        arguments: [
            ("https://example.com/a?b=c", true), ("http://example.com", true), ("javascript:alert(1)", false),
            ("JavaScript:alert(1)", false), ("data:text/html,x", false), (" https://example.com", false),
            ("//example.com", false), ("", false),
        ]
    )
    func links(text: String, isLink: Bool) {
        #expect((Link(web: text) != nil) == isLink)
    }
}
