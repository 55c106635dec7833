import NativeWire
import TestSurroundings
import Testing

@testable import CommandLineTool

@Suite("A file of secrets is JSON or lines, and is never quoted")
struct SecretsFileTests {
    @Test(
        "reads both forms",
        arguments: [
            (#"{"B":"2","A":"1"}"#, ["A": "1", "B": "2"]), ("\n  {\"A\": \"x=y\"}", ["A": "x=y"]),
            ("A=1\n# no\n\nB = two words \r\n", ["A": "1", "B": "two words"]),
            ("export A='1'\nB=\"a=b\"\nC=\"", ["A": "1", "B": "a=b", "C": "\""]), ("A=\n", ["A": ""]), ("", [:]),
        ]
    )
    func reads(text: String, expected: [String: String]) throws {
        let bindings = try SecretsFile.bindings(Array(text.utf8), of: "secrets")
        #expect(bindings.map(\.name) == expected.keys.sorted())
        #expect(bindings.allSatisfy { $0.type == "secret_text" && $0.text == expected[$0.name] })
    }

    @Test(
        "refuses anything else without showing what it holds",
        arguments: [
            "swordfish", #"{"A":{"swordfish":1}}"#, #"{"A":"swordfish""#, #"["swordfish"]"#, "1A=swordfish",
            #"{"A":"swordfish","B":null}"#, "A=1\nsword fish=2\nswordfish", "sword-swordfish=1",
        ]
    )
    func refuses(text: String) throws {
        let failure = #expect(throws: CommandFailure.self) {
            try SecretsFile.bindings(Array(text.utf8), of: "secrets")
        }
        #expect(failure?.code == "secrets_file_invalid")
        #expect(failure?.detail.contains("swordfish") == false)
    }

    @Test("reads no more than its limit, and says what it cannot read", .timeLimit(.minutes(1)))
    func files() async throws {
        let fixture = try SessionFixture()
        try fixture.folder.write("name = \"hello\"\nmain = \"a.js\"\n", to: "wrangler.toml")
        try fixture.folder.write("export default {};\n", to: "a.js")
        for file in ["none", "/dev/zero"] {
            let outcome = try await fixture.run("deploy", "--dry-run", "--secrets-file", file)
            #expect(outcome.code == .files, "\(file)")
        }
        try fixture.folder.write("TOKEN=swordfish", to: "secrets")
        let outcome = try await fixture.run("deploy", "--dry-run", "--secrets-file", "secrets")
        #expect(outcome.code == .success)
        #expect(outcome.output.contains("env.TOKEN") && !outcome.output.contains("swordfish"))
    }
}
