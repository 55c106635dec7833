import Testing

@testable import CommandLineTool

@Suite("A command line is read as people mean it")
struct ArgumentParserTests {
    /// A small tree of our own, so that the rules do not hang on the real commands.
    enum Probe: Command {
        static let name = Option("name", short: "n", "NAME", .text, variable: "PROBE_NAME", "A name.")
        static let size = Option("size", short: "s", "N", .integer(in: 1...9), "A size.")
        static let tag = Option("tag", "TAG", .text, isRepeatable: true, "A tag.")
        static let color = Option("color", "COLOR", .choice(["red", "green"]), "A colour.")
        static let force = Flag("force", short: "f", "Force.")
        static let file = Operand("FILE", .text, "A file.")
        static let more = Operand("MORE", .text, arity: .repeated(minimum: 0), "More files.")

        static let manual = Manual(
            "probe",
            "Probe.",
            operands: [file, more],
            options: [name, size, tag, color, force],
            examples: [.init("sluice probe x", "probe")]
        )

        static func run(_ session: Session) async throws(CommandFailure) -> ExitCode { .success }
    }

    static let root = CommandGroup(
        Manual("sluice", "Root.", examples: []),
        [.group(CommandGroup(Manual("outer", "Outer.", examples: []), [.command(Probe.self)])), .command(Probe.self)]
    )

    private func parse(
        _ words: [String],
        environment: [String: String] = [:]
    ) throws(CommandFailure) -> Invocation {
        try ArgumentParser(root: Self.root, environment: environment).parse(words)
    }

    private func arguments(_ line: String, environment: [String: String] = [:]) throws -> Arguments {
        let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard case .run(_, let arguments) = try parse(words, environment: environment) else {
            Issue.record("no command: \(line)")
            return .none
        }
        return arguments
    }

    @Test(
        "every way to write an option",
        arguments: [
            "probe x --name anna --size 3 --force", "probe --name=anna --size=3 --force x", "probe -n anna -s 3 -f x",
            "probe -nanna -s3 -f x", "probe -fs3 -n anna x", "probe -fn anna -s 3 x", "outer probe x -fnanna --size 3",
            "--json probe x -n anna -s 3 -f", "probe -n anna -s 3 -f -- x",
        ]
    )
    func optionForms(line: String) throws {
        let arguments = try arguments(line)
        #expect(arguments[Probe.name] == "anna")
        #expect(arguments[Probe.size] == 3)
        #expect(arguments[Probe.force])
        #expect(arguments.required(Probe.file) == "x")
        #expect(arguments.all(Probe.more).isEmpty)
    }

    @Test("what is not given is absent")
    func absence() throws {
        let arguments = try arguments("probe x")
        #expect(arguments[Probe.name] == nil)
        #expect(arguments[Probe.size, default: 7] == 7)
        #expect(!arguments[Probe.force])
        #expect(!arguments[GlobalOption.json])
        #expect(arguments.all(Probe.tag).isEmpty)
    }

    @Test("repeated options and operands keep their order, and words behind -- are operands")
    func order() throws {
        let arguments = try arguments("probe --tag b --tag=a x -- -y --json -")
        #expect(arguments.all(Probe.tag) == ["b", "a"])
        #expect(arguments.all(Probe.more) == ["-y", "--json", "-"])
        #expect(!arguments[GlobalOption.yes])
    }

    @Test("a value may be empty or hold an equals sign where the option takes that")
    func values() throws {
        #expect(try arguments("probe x --name=a=b")[Probe.name] == "a=b")
        #expect(throws: CommandFailure.self) { try arguments("probe x --name=") }
    }

    @Test("the environment stands in, and the command line wins")
    func environment() throws {
        let environment = ["PROBE_NAME": "env", "SLUICE_URL": "http://h:1"]
        #expect(try arguments("probe x", environment: environment)[Probe.name] == "env")
        #expect(try arguments("probe x", environment: environment)[GlobalOption.url] == "http://h:1")
        #expect(try arguments("probe x -n own", environment: environment)[Probe.name] == "own")
        #expect(try arguments("probe x", environment: ["PROBE_NAME": ""])[Probe.name] == nil)
    }

    @Test(
        "refusals say what is wrong, and what was meant",
        arguments: [
            ("prob x", "command_unknown", "There is no command \"prob\"; did you mean \"probe\"?"),
            ("zebra", "command_unknown", "There is no command \"zebra\"."),
            ("outer porbe", "command_unknown", "There is no \"outer\" command \"porbe\"; did you mean \"probe\"?"),
            ("outer", "command_missing", "\"sluice outer\" needs a command."),
            ("probe x --nmae a", "option_unknown", "There is no option \"--nmae\" here; did you mean \"--name\"?"),
            ("probe x -z", "option_unknown", "There is no option \"-z\" here."),
            ("probe x --name", "value_missing", "--name needs a value."),
            ("probe x -n", "value_missing", "--name needs a value."),
            ("probe x --force=1", "value_invalid", "--force takes no value."),
            ("probe x --size 0", "value_invalid", "--size takes a whole number from 1 to 9, not \"0\"."),
            ("probe x --size 1e0", "value_invalid", "--size takes a whole number from 1 to 9, not \"1e0\"."),
            (
                "probe x --color gren", "value_invalid",
                "--color takes one of red, green, not \"gren\"; did you mean \"green\"?"
            ),
            ("probe x -n a -n b", "option_repeated", "--name is given twice."),
            ("probe", "argument_missing", "FILE is missing: A file."),
            ("--force probe x", "option_unknown", "There is no option \"--force\" here."),
        ]
    )
    func refusals(line: String, code: String, detail: String) {
        let failure = #expect(throws: CommandFailure.self) { try arguments(line) }
        #expect(failure?.code == code)
        #expect(failure?.detail == detail)
        #expect(failure?.exitCode == .usage)
        #expect(failure?.nextStep.isEmpty == false)
    }

    @Test("a wrong value from the environment names its variable")
    func wrongEnvironment() {
        let failure = #expect(throws: CommandFailure.self) {
            try ArgumentParser(root: Self.serving, environment: ["PORT": "x"]).parse(["serve"])
        }
        #expect(failure?.detail == "The environment variable PORT takes a whole number from 1 to 9, not \"x\".")
    }

    enum Serve: Command {
        static let port = Option("port", "N", .integer(in: 1...9), variable: "PORT", "A port.")
        static let manual = Manual("serve", "Serve.", options: [port], examples: [])
        static func run(_ session: Session) async throws(CommandFailure) -> ExitCode { .success }
    }

    static let serving = CommandGroup(Manual("sluice", "Root.", examples: []), [.command(Serve.self)])

    @Test(
        "asking for help wins over what is missing",
        arguments: [
            ([], []), (["-h"], []), (["outer", "--help"], ["outer"]), (["outer", "probe", "-fh"], ["outer", "probe"]),
            (["probe", "--help", "--no-such-option"], ["probe"]),
        ] as [([String], [String])]
    )
    func help(words: [String], path: [String]) throws {
        guard case .help(let shown) = try parse(words) else {
            Issue.record("no help for \(words)")
            return
        }
        #expect(shown == path)
    }

    @Test("more words than the limit are refused")
    func wordLimit() {
        let words = ["probe"] + Array(repeating: "x", count: ArgumentParser.maximumWords)
        let failure = #expect(throws: CommandFailure.self) { try parse(words) }
        #expect(failure?.code == "arguments_too_many")
    }
}
