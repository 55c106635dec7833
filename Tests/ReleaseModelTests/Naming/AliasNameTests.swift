import ReleaseModel
import Testing

@Suite("An alias's name")
struct AliasNameTests {
    @Test(
        "is a letter or underscore, then letters, digits, hyphens and underscores",
        arguments: [
            "a", "_", "production", "Live", "x-", "a-b_c9", "latest", "NEWEST", String(repeating: "a", count: 128),
        ]
    )
    func accepts(text: String) throws {
        #expect(try Alias.Name(text).text == text)
    }

    struct Refusal: Sendable {
        let text: String
        let problem: InvalidName.Problem
    }

    @Test(
        "is refused with what is wrong with it",
        arguments: [
            Refusal(text: "", problem: .empty),
            Refusal(text: String(repeating: "a", count: 129), problem: .tooLong(limit: 128)),
            Refusal(text: "1a", problem: .forbiddenCharacter),
            Refusal(text: "-a", problem: .forbiddenCharacter),
            Refusal(text: "a b", problem: .forbiddenCharacter),
            Refusal(text: "a.b", problem: .forbiddenCharacter),
            Refusal(text: "a@b", problem: .forbiddenCharacter),
            Refusal(text: "a[b", problem: .forbiddenCharacter),
            Refusal(text: "a`b", problem: .forbiddenCharacter),
            Refusal(text: "a{b", problem: .forbiddenCharacter),
            Refusal(text: "é", problem: .forbiddenCharacter),
            Refusal(text: "a\u{301}", problem: .forbiddenCharacter),
            Refusal(text: "a٣", problem: .forbiddenCharacter),
            Refusal(text: "a\u{0}", problem: .forbiddenCharacter),
            Refusal(text: "LATEST", problem: .reserved),
            Refusal(text: "newest", problem: .reserved),
            Refusal(text: "deployed", problem: .reserved),
        ]
    )
    func refuses(_ refusal: Refusal) {
        let error = #expect(throws: InvalidName.self) { try Alias.Name(refusal.text) }
        #expect(error == InvalidName(name: refusal.text, problem: refusal.problem))
    }

    @Test(
        "may become a host when it is a lower-case label",
        arguments: ["a", "staging", "a-b", "deadbee", "deadbeefs"]
    )
    func acceptsHost(text: String) throws {
        try Alias.Name(text).checkHost()
    }

    @Test(
        "may not become a host otherwise",
        arguments: [
            Refusal(text: "Staging", problem: .notAHostLabel),
            Refusal(text: "a_b", problem: .notAHostLabel),
            Refusal(text: "a-", problem: .notAHostLabel),
            Refusal(text: String(repeating: "a", count: 64), problem: .tooLong(limit: 63)),
            Refusal(text: "deadbeef", problem: .looksLikeAVersionPrefix),
            Refusal(text: "a0000000", problem: .looksLikeAVersionPrefix),
        ]
    )
    func refusesHost(_ refusal: Refusal) throws {
        let name = try Alias.Name(refusal.text)
        let error = #expect(throws: InvalidName.self) { try name.checkHost() }
        #expect(error == InvalidName(name: refusal.text, problem: refusal.problem))
    }

    @Test("that a kind has from the start keeps its own rule")
    func builtInNames() throws {
        #expect(try Alias.Name("production") == .production)
        #expect(try Alias.Name("live") == .live)
        #expect(Workload.Kind.worker.builtInAlias == .production)
        #expect(Workload.Kind.flow.builtInAlias == .live)
        #expect(Workload.Kind.service.builtInAlias == nil)
    }
}
