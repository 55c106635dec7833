import ReleaseModel
import Testing

@Suite("A binding's name")
struct BindingTests {
    @Test(
        "is an identifier in ASCII",
        arguments: ["A", "a", "_", "$", "GREETING_2", "z9$", String(repeating: "B", count: 128)]
    )
    func accepts(name: String) throws {
        #expect(try Binding(name: name, value: .plainText("x")).name == name)
    }

    @Test(
        "is nothing else",
        arguments: [
            "", "1A", "A-B", "A.B", "A B", " A", "é", "A\u{301}", "A\u{0}", "A@", "A[", "A`", "A{", "A\n", "٣",
            String(repeating: "B", count: 129),
        ]
    )
    func refuses(name: String) {
        #expect(throws: InvalidContent.bindingName(name)) { try Binding(name: name, value: .versionMetadata) }
    }
}
