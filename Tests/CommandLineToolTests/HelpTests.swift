import Testing

@testable import CommandLineTool

@Suite("Every command explains itself")
struct HelpTests {
    /// Every command and group with the words that lead to it.
    static let members: [(path: [String], member: CommandGroup.Member)] = walk(.sluice, [])

    private static func walk(
        _ group: CommandGroup,
        _ path: [String]
    ) -> [(path: [String], member: CommandGroup.Member)] {
        group.members.flatMap { member -> [(path: [String], member: CommandGroup.Member)] in
            let path = path + [member.manual.name]
            guard case .group(let inner) = member else { return [(path, member)] }
            return [(path, member)] + walk(inner, path)
        }
    }

    @Test("has a summary, an example, and a page that shows both", arguments: members.map(\.path))
    func page(path: [String]) throws {
        let manual = try #require(Self.members.first { $0.path == path }?.member.manual)
        let page = HelpPage(path: path, root: .sluice).lines(width: 80).map(\.plain)
        #expect(manual.summary.hasSuffix("."))
        #expect(page.joined(separator: " ").hasPrefix(manual.summary))
        #expect(!manual.examples.isEmpty)
        for example in manual.examples {
            #expect(page.contains("  \(example.command)"))
        }
        for option in manual.options {
            #expect(page.contains { $0.contains(option.form.usage) })
        }
    }

    @Test("every example is a command line that works", arguments: members.map(\.path))
    func examples(path: [String]) throws {
        let manual = try #require(Self.members.first { $0.path == path }?.member.manual)
        for example in manual.examples {
            // The rest is the shell's.
            let words = Self.words(String(example.command.prefix { $0 != "|" && $0 != "<" }))
            #expect(words.first == "sluice")
            #expect(words.dropFirst().starts(with: path))
            #expect(throws: Never.self) {
                try ArgumentParser(root: .sluice, environment: [:]).parse(Array(words.dropFirst()))
            }
        }
    }

    @Test("no option is written like another of its command", arguments: members.map(\.path))
    func distinctOptions(path: [String]) throws {
        let manual = try #require(Self.members.first { $0.path == path }?.member.manual)
        let forms = (manual.options + GlobalOption.all).map(\.form)
        #expect(Set(forms.map(\.name)).count == forms.count)
        let shorts = forms.compactMap(\.short)
        #expect(Set(shorts).count == shorts.count)
    }

    @Test("every summary in help is a sentence", arguments: members.map(\.path))
    func sentences(path: [String]) throws {
        let manual = try #require(Self.members.first { $0.path == path }?.member.manual)
        for summary in manual.options.map(\.form.summary) + manual.operands.map(\.summary) {
            #expect(summary.hasSuffix("."))
        }
    }

    @Test("the page of a command reads like a manual page")
    func golden() {
        let page = HelpPage(path: ["token", "revoke"], root: .sluice).lines(width: 80).map(\.plain)
        #expect(
            page == [
                "Revoke a token; the server refuses it from then on.", "", "Usage:", "  sluice token revoke ID", "",
                "Arguments:", "  ID                        The token's id, as \"sluice token list\" prints it.", "",
                "Examples:", "  # without a question",
                "  sluice token revoke 5b1c09aa-2f0e-4c8b-9a51-6d0f3c1e7a42 -y", "",
                "Options of every command, such as --json and --home: see sluice help.",
            ]
        )
    }

    @Test("the first page names every command, every global option and every topic")
    func firstPage() {
        let page = HelpPage(path: [], root: .sluice).lines(width: 80).map(\.plain).joined(separator: "\n")
        let names =
            CommandGroup.sluice.members.map(\.manual.name) + GlobalOption.all.map(\.form.spelling)
            + HelpTopic.allCases.map(\.rawValue)
        for name in names {
            #expect(page.contains(name))
        }
    }

    @Test("no line is wider than the terminal, but for examples", arguments: [80, 100])
    func width(columns: Int) {
        for (path, _) in Self.members {
            let lines = HelpPage(path: path, root: .sluice).lines(width: columns)
            let prose = lines.map(\.plain).filter { !$0.hasPrefix("  sluice") && !$0.hasPrefix("  #") }
            for line in prose where !line.hasPrefix("Options of every") {
                #expect(DisplayWidth.of(line) <= columns, "\(path): \(line)")
            }
        }
    }

    @Test("the exit codes are documented")
    func exitCodes() {
        let numbers = HelpTopic.exitCodes.lines.compactMap { $0.plain.split(separator: " ").first }
        #expect(numbers == ["0", "1", "2", "3", "4", "5", "130"])
    }

    /// Splits as a shell does, as far as the examples need it.
    private static func words(_ line: String) -> [String] {
        var words: [String] = []
        var word = ""
        var isQuoted = false
        for character in line {
            if character == "\"" {
                isQuoted.toggle()
            } else if character == " ", !isQuoted {
                if !word.isEmpty { words.append(word) }
                word = ""
            } else {
                word.append(character)
            }
        }
        return word.isEmpty ? words : words + [word]
    }
}
