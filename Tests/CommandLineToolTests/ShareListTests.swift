import Testing

@testable import CommandLineTool

@Suite("Shares are read exactly")
struct ShareListTests {
    @Test(
        arguments: [
            (["3"], "3@100"), (["1@90", "2@10"], "1@90 2@10"), (["1", "2@10"], "1@90 2@10"),
            (["1@99.5%", "2"], "1@99.5 2@0.5"), (["1@33.333", "2@33.333", "3@33.333"], "1@33.333 2@33.333 3@33.333"),
            (["1@33.333333333", "2"], "1@33.333333333 2@66.666666667"), (["newest@100", "1@0"], "newest@100 1@0"),
            (["tag:a@b@40", "deployed"], "tag:a@b@40 deployed@60"), (["1@100", "2"], "1@100 2@0"),
            (["3F2A91BC@50", "2@50"], "3f2a91bc@50 2@50"), (["1@010", "2@90"], "1@10 2@90"),
        ] as [([String], String)]
    )
    func reads(words: [String], shares: String) throws {
        #expect(try ShareList(words).description == shares)
    }

    @Test(
        arguments: [
            (["1@50", "2@40"], "split_sum_off"), (["1@60", "2@60"], "split_sum_off"),
            (["1@60", "2@60", "3"], "split_sum_off"), (["1", "2"], "percentage_missing"),
            (["1@-5", "2"], "percentage_invalid"), (["1@", "2"], "percentage_invalid"),
            (["1@1e1", "2"], "percentage_invalid"), (["1@101"], "percentage_invalid"),
            (["1@5.1234567891", "2"], "percentage_invalid"), (["1@50", "1@50"], "split_version_repeated"),
            (["0"], "version_reference_invalid"), (["oldest"], "version_reference_invalid"),
            (["@50", "2"], "version_reference_invalid"), ([""], "version_reference_invalid"),
        ] as [([String], String)]
    )
    func refuses(words: [String], code: String) {
        let failure = #expect(throws: CommandFailure.self) { try ShareList(words) }
        #expect(failure?.code == code)
        #expect(failure?.exitCode == .usage)
    }

    @Test("says what the percentages add up to")
    func sum() {
        let failure = #expect(throws: CommandFailure.self) { try ShareList(["1@33.3", "2@33.3"]) }
        #expect(failure?.detail == "The percentages add up to 66.6, not 100.")
    }
}
