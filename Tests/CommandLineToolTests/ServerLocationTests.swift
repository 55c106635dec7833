import HTTPModel
import TestSurroundings
import Testing

@testable import CommandLineTool

@Suite("The server is found, and its token goes to nobody else")
struct ServerLocationTests {
    private let fixture: SessionFixture

    init() throws {
        fixture = try SessionFixture()
        try fixture.folder.write("{\"control\":\"http://127.0.0.1:8700\",\"traffic\":\"x\"}", to: "home/endpoints.json")
        try fixture.folder.write("slc_home\n", to: "home/admin-token")
    }

    private func find(_ words: String..., in fixture: SessionFixture? = nil) throws -> ServerLocation {
        let quiet = TextChannel(descriptor: -1, hasColor: false)
        let console = Console(output: quiet, errors: quiet, keyboard: nil, isQuiet: true)
        let (_, session) = try #require(try (fixture ?? self.fixture).session(["status"] + words, console))
        return try ServerLocation.find(session)
    }

    @Test("in the home folder")
    func home() throws {
        let location = try find()
        #expect(location.address.description == "http://127.0.0.1:8700")
        #expect(location.authorization?.text == "Bearer slc_home")
        #expect(try find("--token", "slc_own").authorization?.text == "Bearer slc_own")
    }

    @Test("by its address, where the home folder's token is sent only to the home folder's server")
    func address() throws {
        #expect(try find("--url", "http://127.0.0.1:8700/").authorization?.text == "Bearer slc_home")
        #expect(try find("--url", "http://h:1", "--token", "slc_own").authorization?.text == "Bearer slc_own")
        let failure = #expect(throws: CommandFailure.self) { try find("--url", "http://127.0.0.1:8701") }
        #expect(failure?.code == "token_missing")
    }

    @Test("an empty home says how to start a server")
    func empty() throws {
        let failure = #expect(throws: CommandFailure.self) { try find(in: try SessionFixture()) }
        #expect(failure?.code == "server_not_running")
        #expect(failure?.exitCode == .unreachable)
        #expect(failure?.nextStep.contains("sluice serve") == true)
    }

    @Test("broken files are named")
    func broken() throws {
        let broken = try SessionFixture()
        try broken.folder.write("{", to: "home/endpoints.json")
        let unreadable = #expect(throws: CommandFailure.self) { try find(in: broken) }
        #expect(unreadable?.code == "endpoints_unreadable")
        #expect(unreadable?.exitCode == .files)
        try broken.folder.write("{\"control\":\"http://127.0.0.1:1\",\"traffic\":\"x\"}", to: "home/endpoints.json")
        let missing = #expect(throws: CommandFailure.self) { try find(in: broken) }
        #expect(missing?.code == "token_missing")
    }

    @Test(
        "addresses that are none are refused",
        arguments: [
            "https://h:1", "h:1", "ftp://h", "http://", "http://u:p@h:1", "http://h:1/api", "http://h:99999",
            "http://h:1\u{1B}",
        ]
    )
    func badAddresses(url: String) {
        let failure = #expect(throws: CommandFailure.self) { try ServerAddress(url) }
        #expect(failure?.code == "url_invalid")
    }

    @Test("a token that could end its header is refused", arguments: ["a b", "a\r\nX: y", "ä"])
    func badTokens(token: String) {
        let failure = #expect(throws: CommandFailure.self) { try find("--token", token) }
        #expect(failure?.code == "token_malformed")
    }
}
