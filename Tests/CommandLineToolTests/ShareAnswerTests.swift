import Testing

@testable import CommandLineTool

@Suite("The dialogue takes versions as the command line does")
struct ShareAnswerTests {
    @Test(
        "percentages at once end the dialogue",
        arguments: [
            ("21@50 29@50", "21@50 29@50"), ("1@90, 2", "1@90 2@10"), ("3", "3@100"), ("latest", "newest@100"),
        ]
    )
    func whole(answer: String, shares: String) throws {
        guard case .shares(let list) = try ShareAnswer(answer) else { throw CancellationError() }
        #expect(list.description == shares)
    }

    @Test("several versions alone are asked for their shares")
    func versions() throws {
        #expect(try ShareAnswer("1 2,3") == .versions(["1", "2", "3"]))
    }

    @Test("what names no version, or one twice, is asked again", arguments: ["", "x", "1 1", "1@50 2@40"])
    func refuses(answer: String) {
        #expect(throws: CommandFailure.self) { try ShareAnswer(answer) }
    }
}
