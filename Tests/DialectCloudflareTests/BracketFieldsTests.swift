import HTTPModel
import Testing

@testable import DialectCloudflare

@Suite("Metadata in bracketed fields")
struct BracketFieldsTests {
    @Test("become the document that they are the leaves of")
    func nests() {
        let fields = BracketFields([
            ("[main_module]", "index.mjs"), ("[annotations][workers/message]", "hi"),
            ("[bindings][][type]", "plain_text"), ("[bindings][][name]", "A"), ("[bindings][][text]", "1"),
            ("[bindings][][type]", "json"), ("[bindings][][name]", "B"), ("[compatibility_flags][]", "a"),
            ("[compatibility_flags][]", "b"), ("[limits][cpu_ms]", "50"), ("[keep_assets]", "true"),
        ])
        #expect(
            fields.value == [
                "main_module": "index.mjs", "annotations": ["workers/message": "hi"],
                "bindings": [
                    ["type": "plain_text", "name": "A", "text": "1"], ["type": "json", "name": "B"],
                ],
                "compatibility_flags": ["a", "b"], "limits": ["cpu_ms": 50], "keep_assets": true,
            ]
        )
    }

    @Test(
        "never trap, whatever their names are",
        arguments: ["", "[", "]", "[[", "[]", "[][]", "[a", "a]", "[a][", "[][][x]"]
    )
    func survives(path: String) {
        _ = BracketFields([(path, "1"), (path, "2")]).value
    }
}
