import HTTPModel
import ReleaseModel
import Testing

@testable import DialectPrefect

@Suite("What a client says of a version")
struct VersionInfoTests {
    @Test("is kept as it was said, also what nobody knows")
    func keeps() throws {
        let text = #"{"type":"vcs:github","version":"1a2b3c4d","commit_sha":"1a2b3c4d5e","weather":{"sun":1.0}}"#
        let info = try #require(VersionInfo(JSONText(text)))
        #expect(info.json.text == text)
        #expect(info.provenance == Provenance(provider: .github, commit: "1a2b3c4d5e"))
    }

    @Test(
        "comes from every platform whose variables Prefect reads",
        arguments: [
            ("vcs:github", Provenance.Provider.github), ("vcs:gitlab", .gitlab), ("vcs:bitbucket", .bitbucket),
            ("vcs:azuredevops", .azure), ("vcs:git", .git),
        ]
    )
    func platforms(type: String, provider: Provenance.Provider) throws {
        let text = """
            {"type":"\(type)","version":"v","repository":"o/r","url":"https://example.com/o/r","branch":"main",\
            "commit_sha":"c0ffee","message":"say it"}
            """
        let expected = Provenance(
            provider: provider,
            repository: "o/r",
            url: "https://example.com/o/r",
            branch: "main",
            commit: "c0ffee",
            message: "say it"
        )
        #expect(VersionInfo(JSONText(text))?.provenance == expected)
    }

    @Test(
        "is nothing without type and version",
        arguments: ["null", "{}", #"{"type":"a"}"#, #"{"type":1,"version":"a"}"#, "[]"]
    )
    func refuses(text: String) throws {
        #expect(VersionInfo(JSONText(text)) == nil)
    }

    @Test("is no version control for a simple version")
    func simple() throws {
        let text = #"{"type":"prefect:simple","version":"1.0"}"#
        let info = try #require(VersionInfo(JSONText(text)))
        #expect(info.provenance == nil)
    }

    @Test(
        "loses the credentials of its URLs",
        arguments: [
            ("https://ada:secret@example.com/r.git", "https://example.com/r.git"),
            ("https://token@example.com", "https://example.com"),
            ("https://a@b@example.com/x?y=z@w", "https://example.com/x?y=z@w"),
            ("see https://u:p@h/a and ssh://git@h/b", "see https://h/a and ssh://h/b"),
            ("git@github.com:o/r", "git@github.com:o/r"),
            ("https://example.com/a@b", "https://example.com/a@b"),
            ("https://example.com?mail=a@b", "https://example.com?mail=a@b"),
            ("nothing", "nothing"),
        ]
    )
    func stripsCredentials(text: String, clean: String) throws {
        let said = JSONText([
            .init("type", JSONText(encoding: "vcs:git")), .init("version", JSONText(encoding: "v")),
            .init("url", JSONText(encoding: JSONValue.string(text))),
        ])
        #expect(VersionInfo(said)?.json["url"]?.string == clean)
    }

    @Test("loses them wherever they are, and nothing else")
    func stripsDeep() throws {
        let said = #"{"type":"t","version":"v","a":{"b":[1.0,{"c":"https://u:p@h/x"}],"d":"u:p@h"},"e":["ftp://u@h"]}"#
        let kept = #"{"type":"t","version":"v","a":{"b":[1.0,{"c":"https://h/x"}],"d":"u:p@h"},"e":["ftp://h"]}"#
        #expect(VersionInfo(JSONText(said))?.json.text == kept)
    }
}
