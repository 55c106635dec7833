import Testing

@testable import CommandLineTool

@Suite("Who comes from wrangler is not left alone")
struct WranglerWordTests {
    private func parse(_ words: String) throws -> Invocation {
        try ArgumentParser(root: .sluice, environment: [:]).parse(words.split(separator: " ").map(String.init))
    }

    @Test(
        "flags that change nothing are passed over, and remembered",
        arguments: [
            ("deploy --x-versions", "--x-versions"),
            ("versions deploy 1 --experimental-versions -y", "--experimental-versions"),
            ("deploy --minify=true", "--minify"), ("kv key get a --namespace-id b --remote", "--remote"),
        ]
    )
    func ignored(words: String, option: String) throws {
        guard case .run(_, let arguments) = try parse(words) else { throw CancellationError() }
        #expect(arguments.ignored == [option])
    }

    @Test(
        "what leads nowhere here is answered with the way that does",
        arguments: [
            ("deploy src/index.js", "main = "), ("deploy --compatibility-date 2026-01-01", "compatibility_date"),
            ("deploy --assets public", "assets = "), ("versions upload --preview-alias x", "sluice alias set"),
            ("versions deploy --version-id 1", "1@90 2@10"), ("delete hello", "-n hello"), ("tail hello", "-n hello"),
            ("tail --status error", "--errors"), ("secret:put KEY", "sluice secret put"), ("publish", "sluice deploy"),
            ("kv:key get", "sluice kv key"), ("login", "SLUICE_TOKEN"), ("dev", "sluice serve"),
            ("d1 list", "sluice kv"),
        ]
    )
    func advised(words: String, advice: String) {
        let failure = #expect(throws: CommandFailure.self) { try parse(words) }
        #expect(failure?.exitCode == .usage)
        #expect(failure?.nextStep.contains(advice) == true)
    }

    @Test("the worker may be named before the command, where the command takes one")
    func before() throws {
        guard case .run(_, let arguments) = try parse("-n shop versions list") else { throw CancellationError() }
        #expect(arguments[WorkerOption.name] == "shop")
        let failure = #expect(throws: CommandFailure.self) { try parse("-n shop account list") }
        #expect(failure?.code == "option_unknown")
    }

    @Test("the version is told to whoever asks as elsewhere", arguments: ["--version", "-v", "-V", "--json --version"])
    func version(words: String) throws {
        guard case .run(let command, _) = try parse(words) else { throw CancellationError() }
        #expect(command.manual.name == "version")
    }
}
