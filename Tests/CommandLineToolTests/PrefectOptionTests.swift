import Testing

@testable import CommandLineTool

@Suite("Standing in front of Prefect is asked for without contradictions")
struct PrefectOptionTests {
    private func read(_ words: String...) throws -> PrefectOptions? {
        let parser = ArgumentParser(root: .sluice, environment: [:])
        guard case .run(_, let arguments) = try parser.parse(["serve"] + words) else { return nil }
        return try PrefectOption.read(arguments)
    }

    @Test("and not at all unless asked for")
    func off() throws {
        #expect(try read() == nil)
    }

    @Test("a server that runs is named by its URL, one of our own by a flag; only this machine may reach it")
    func standards() throws {
        let running = try read("--prefect-upstream", "http://10.0.0.7:4200/")
        #expect(running?.upstream == .running(url: "http://10.0.0.7:4200"))
        #expect(running?.listen.description == "127.0.0.1:4200")
        #expect(try read("--prefect") == PrefectOptions(upstream: .supervised))
    }

    @Test(
        "where others reach it they need a token, unless anyone is said to be welcome",
        arguments: [
            ("127.0.0.1:1", nil, .anyone), ("[::1]:1", nil, .anyone), ("0.0.0.0:1", nil, .token),
            ("10.0.0.5:1", nil, .token), ("10.0.0.5:1", "anyone", .anyone), ("127.0.0.1:1", "token", .token),
        ] as [(String, String?, PrefectOptions.Access)]
    )
    func access(address: String, said: String?, expected: PrefectOptions.Access) throws {
        let words = ["--prefect", "--prefect-listen", address] + (said.map { ["--prefect-access", $0] } ?? [])
        let parser = ArgumentParser(root: .sluice, environment: [:])
        guard case .run(_, let arguments) = try parser.parse(["serve"] + words) else { return }
        #expect(try PrefectOption.read(arguments)?.access == expected)
    }

    @Test(
        "what contradicts itself is refused, and no password is repeated",
        arguments: [
            (["--prefect", "--prefect-upstream", "http://h:1"], "prefect_ambiguous"),
            (["--prefect-listen", "127.0.0.1:1"], "prefect_missing"),
            (["--prefect-access", "token"], "prefect_missing"),
            (["--prefect-upstream", "https://user:secret@h"], "prefect_upstream_invalid"),
            (["--prefect-upstream", "http://user:secret@h:1"], "prefect_upstream_invalid"),
            (["--prefect-upstream", "http://h:1/api"], "prefect_upstream_invalid"),
        ] as [([String], String)]
    )
    func refusals(words: [String], code: String) throws {
        let parser = ArgumentParser(root: .sluice, environment: [:])
        guard case .run(_, let arguments) = try parser.parse(["serve"] + words) else { return }
        let failure = #expect(throws: CommandFailure.self) { try PrefectOption.read(arguments) }
        #expect(failure?.code == code)
        #expect(failure.map { "\($0)" }?.contains("secret") == false)
    }

    @Test(
        "no two listeners share an address",
        arguments: [
            (["--traffic", "127.0.0.1:8700"], "--listen and --traffic"),
            (["--prefect", "--traffic", "127.0.0.1:4200"], "--traffic and --prefect-listen"),
        ] as [([String], String)]
    )
    func addresses(words: [String], names: String) async throws {
        let outcome = try await SessionFixture().run(["serve"] + words)
        #expect(outcome.code == .usage)
        #expect(outcome.errors.contains("error[addresses_equal]: \(names) are both"))
    }

    @Test("functions need a sandbox where others reach Prefect's listener")
    func sandbox() async throws {
        let words = ["serve", "--prefect", "--prefect-listen", "0.0.0.0:4200", "--allow-unsandboxed-functions"]
        #expect(try await SessionFixture().run(words).errors.hasPrefix("error[sandbox_required]"))
    }
}
