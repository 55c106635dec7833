import Foundation
import NativeWire
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
        let folder = try TemporaryFolder()
        try folder.write(text, to: "secrets")
        let bindings = try SecretsFile.read("secrets", in: folder.path)
        #expect(bindings.map(\.name) == expected.keys.sorted())
        #expect(bindings.allSatisfy { $0.type == "secret_text" && $0.text == expected[$0.name] })
    }

    @Test(
        "refuses anything else without showing what it holds",
        arguments: [
            "swordfish", #"{"A":{"swordfish":1}}"#, #"{"A":"swordfish""#, #"["swordfish"]"#, "1A=swordfish",
            #"{"A":"swordfish","B":null}"#,
        ]
    )
    func refuses(text: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(text, to: "secrets")
        let failure = #expect(throws: CommandFailure.self) { try SecretsFile.read("secrets", in: folder.path) }
        #expect(failure?.code == "secrets_file_invalid")
        #expect(failure?.detail.contains("swordfish") == false)
    }

    @Test("refuses a file that is not there or too large")
    func missing() throws {
        let folder = try TemporaryFolder()
        #expect(throws: CommandFailure.self) { try SecretsFile.read("secrets", in: folder.path) }
        try folder.write("A=" + String(repeating: "x", count: SecretsFile.maximumBytes), to: "secrets")
        #expect(throws: CommandFailure.self) { try SecretsFile.read("secrets", in: folder.path) }
    }
}
