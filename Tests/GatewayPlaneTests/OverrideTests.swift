import Testing

@testable import GatewayPlane

@Suite("Override headers are read as RFC 8941 demands")
struct OverrideTests {
    static let dictionaries: [(text: String, value: String?)] = [
        ("w=\"x\"", "x"),
        ("  w=\"x\"  ", "x"),
        ("a=1, w=\"x\"", "x"),
        ("w=\"x\" , b=?1", "x"),
        ("w=\"x\",\tb", "x"),
        ("w=\"x\";p=1; q;r=\"s\", a=(1 2 \"t\";z);y, b=:AAAA:, c=tok/en", "x"),
        ("w=\"a\", w=\"b\"", "b"),
        ("w=\"a\", w=1", nil),
        ("w=\"q\\\"uo\\\\te\"", "q\"uo\\te"),
        ("w=\"\"", ""),
        ("w", nil),
        ("w=x", nil),
        ("w=:eA==:", nil),
        ("w=(\"x\")", nil),
        ("other=\"x\"", nil),
        ("", nil),
        // Any error voids the whole header.
        ("w=\"x\",", nil),
        ("w=\"x\" y=\"z\"", nil),
        ("w=\"x", nil),
        ("w=\"\\x\"", nil),
        ("w=\"x\", =1", nil),
        ("w=\"x\", B=1", nil),
        ("w=\"x\", 1=1", nil),
        ("w=\"x\", b=", nil),
        ("w=\"x\", b=(1", nil),
        ("w=\"x\", b=:AA", nil),
        ("w=\"x\";", nil),
        ("w=\"é\"", nil),
    ]

    @Test("finds a worker's string in a dictionary", arguments: dictionaries.indices)
    func dictionary(_ index: Int) {
        let (text, value) = Self.dictionaries[index]
        let found = OverrideDictionary.value(for: "w", in: Array(text.utf8))
        #expect(found.map { String(decoding: $0, as: UTF8.self) } == value)
    }

    static let selectors: [(text: String, selector: VersionSelector?)] = [
        ("1", .number(1)),
        ("9999999", .number(9_999_999)),
        ("12345678", .prefix(Array("12345678".utf8))),
        ("ABCDEF01", .prefix(Array("abcdef01".utf8))),
        ("abcdef01-2345", .prefix(Array("abcdef01-2345".utf8))),
        ("abcdef012345", nil),
        ("abcdef0", nil),
        ("", nil),
        ("-1", nil),
        ("1.0", nil),
        ("abcdefg1", nil),
        ("abcdef01-0000-4000-8000-000000000000", .prefix(Array("abcdef01-0000-4000-8000-000000000000".utf8))),
        ("abcdef01-0000-4000-8000-0000000000000", nil),
    ]

    @Test("tells numbers from prefixes", arguments: selectors.indices)
    func selector(_ index: Int) {
        let (text, selector) = Self.selectors[index]
        #expect(VersionSelector(Array(text.utf8)) == selector)
    }
}
