import Foundation
import Glibc
import HTTPModel
import NativeWire
import TestSurroundings
import Testing

@testable import CommandLineTool

@Suite("Secrets come in without being seen", .timeLimit(.minutes(1)))
struct SecretCommandTests {
    private static let result = """
        {"version":{"id":"5b1c09aa-2f0e-4c8b-9a51-6d0f3c1e7a42","number":4,"workload":"hello","snapshot":"00",\
        "author":"ada","source":"cli","createdAt":"2026-11-21T15:00:00.000Z","serving":{}},"unchanged":false,\
        "warnings":[],"commit":{"revision":7,"state":"in_force"}}
        """

    private static func answer(_ request: HTTPRequest) -> HTTPResponse {
        HTTPResponse(.created, contentType: "application/json", body: .text(result))
    }

    @Test(
        "a text that is piped in goes into the request alone",
        arguments: [("secret", "true"), ("versions secret", "false")]
    )
    func put(command: String, deploy: String) async throws {
        let seen = try await RecordingServer.run { _, request in
            Self.answer(request)
        } _: { fixture in
            let words = command.split(separator: " ").map(String.init) + ["put", "KEY", "-n", "hello"]
            let outcome = try await fixture.run(words, input: "hush hush\n")
            #expect(outcome.code == .success)
            #expect(outcome.output.hasPrefix("hello version 4"))
            #expect(!(outcome.output + outcome.errors).contains("hush"))
            let none = try await fixture.run(words)
            #expect(none.code == .usage && none.errors.contains("error[secret_missing]"))
            let argument = try await fixture.run(words + ["hush"], input: "x")
            #expect(argument.code == .usage && !argument.errors.contains("x\n"))
        }
        #expect(seen.map(\.line) == ["POST /api/v1/workers/hello/secrets"])
        let request = try JSONDecoder().decode(WireSecretsRequest.self, from: Data(try #require(seen.first).body.utf8))
        #expect(request.set?.map(\.text) == ["hush hush"])
        #expect("\(request.deploy == true)" == deploy && request.overrideSplit == false)
        #expect(request.message == "Updated secret \"KEY\"")
    }

    @Test("a file sets and removes many at once, and deleting one needs a yes")
    func bulk() async throws {
        let seen = try await RecordingServer.run { _, request in
            Self.answer(request)
        } _: { fixture in
            try fixture.folder.write(#"{"B":"2","A":"1","OLD":null}"#, to: "secrets.json")
            #expect(try await fixture.run(["secret", "bulk", "-n", "hello"], input: "A=1\n").code == .success)
            let options = ["-n", "hello", "--override-split"]
            #expect(try await fixture.run(["secret", "bulk", "secrets.json"] + options).code == .success)
            #expect(try await fixture.run(["secret", "bulk"] + options, input: #"{"A":1}"#).code == .files)
            #expect(try await fixture.run("secret", "delete", "A", "-n", "hello").code == .usage)
            #expect(try await fixture.run("secret", "delete", "A", "-n", "hello", "-y").code == .success)
        }
        let requests = try seen.map { try JSONDecoder().decode(WireSecretsRequest.self, from: Data($0.body.utf8)) }
        #expect(requests.map { $0.set?.map(\.name) } == [["A"], ["A", "B"], []])
        #expect(requests.map(\.remove) == [[], ["OLD"], ["A"]])
        #expect(requests.map(\.overrideSplit) == [false, true, false])
        #expect(requests[1].message == "Bulk updated 3 secrets")
    }

    @Test(
        "the terminal shows nothing of what is typed, and gets its echo back however that ends",
        arguments: [
            ("hush\n", HiddenPrompt.Ending.line("hush")), ("abä\u{7F}\u{7F}c\r", .line("ac")),
            ("wrong\u{15}right\n", .line("right")), ("hu\u{3}", .interrupted), ("\n", .nothing),
            ("end\u{4}", .line("end")),
        ]
    )
    func prompt(typed: String, ending: HiddenPrompt.Ending) async throws {
        let terminal = try Terminal()
        let reading = Task { HiddenPrompt(descriptor: terminal.slave).read() }
        // Before the prompt has hidden the echo, what is typed would be flushed.
        while terminal.hasEcho { await Task.yield() }
        terminal.type(typed)
        #expect(await reading.value == ending)
        #expect(terminal.hasEcho)
        #expect(!terminal.screen.contains("h"))
    }

    /// A pseudo-terminal: what is typed at the one side is read at the other.
    private final class Terminal: Sendable {
        let slave: Int32
        private let master: Int32

        init() throws {
            // What grantpt, unlockpt and ptsname do on Linux, which the overlay does not import: pty(7), tty_ioctl(4).
            let (lock, number): (UInt, UInt) = (0x4004_5431, 0x8004_5430)
            var (unlocked, index): (Int32, UInt32) = (0, 0)
            master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK)
            guard master >= 0, ioctl(master, lock, &unlocked) == 0, ioctl(master, number, &index) == 0 else {
                throw CocoaError(.fileReadUnknown)
            }
            slave = open("/dev/pts/\(index)", O_RDWR | O_NOCTTY)
            guard slave >= 0 else { throw CocoaError(.fileReadUnknown) }
        }

        deinit {
            close(slave)
            close(master)
        }

        var hasEcho: Bool {
            var settings = termios()
            return tcgetattr(slave, &settings) == 0 && settings.c_lflag & tcflag_t(ECHO) != 0
        }

        func type(_ text: String) {
            let bytes = Array(text.utf8)
            _ = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
        }

        /// What was shown so far.
        var screen: String {
            var bytes = [UInt8](repeating: 0, count: 4_096)
            let count = bytes.withUnsafeMutableBytes { read(master, $0.baseAddress, $0.count) }
            return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        }
    }
}
