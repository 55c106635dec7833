/// The help for a command, a group or the tool itself.
struct HelpPage: Sendable {
    /// The words behind `sluice`; they name a member of the tree.
    let path: [String]
    let root: CommandGroup

    func lines(width: Int) -> [TerminalText] {
        guard let member = member else { return [] }
        let manual = member.manual
        var lines = prose(manual.summary, width: width).map { $0.styled(.strong) }
        lines += section("Usage", [["  \(usage(of: member))"]])
        for paragraph in manual.discussion {
            lines += [""] + prose(paragraph, width: width)
        }
        if case .group(let group) = member { lines += commands(of: group, width: width) }
        lines += section("Arguments", manual.operands.map { entry($0.name, $0.description, width: width) })
        lines += section("Options", options(manual.options, width: width))
        lines += section("Examples", manual.examples.map(example))
        if path.isEmpty {
            lines += section("Options of every command", options(GlobalOption.all, width: width))
            lines += section("Topics", topics(width: width))
        } else {
            lines += ["", "Options of every command, such as --json and --home: see \("sluice help", .strong)."]
        }
        return lines
    }

    private var member: CommandGroup.Member? {
        var member = CommandGroup.Member.group(root)
        for word in path {
            guard case .group(let group) = member, let next = group.member(word) else { return nil }
            member = next
        }
        return member
    }

    private func usage(of member: CommandGroup.Member) -> TerminalText {
        let name = (["sluice"] + path).joined(separator: " ")
        switch member {
        case .group: return "\(name, .strong) COMMAND"
        case .command(let command):
            let operands = command.manual.operands.map { " \($0.usage)" }.joined()
            return "\(name, .strong)\(operands)\(command.manual.options.isEmpty ? "" : " [OPTIONS]")"
        }
    }

    private func commands(of group: CommandGroup, width: Int) -> [TerminalText] {
        section("Commands", group.members.map { entry($0.manual.name, $0.manual.summary, width: width) })
    }

    private func options(_ options: [any CommandOption], width: Int) -> [[TerminalText]] {
        options.map { entry($0.form.usage, description($0.form), width: width) }
    }

    private func topics(width: Int) -> [[TerminalText]] {
        HelpTopic.allCases.map { entry("help \($0.rawValue)", $0.summary, width: width) }
    }

    private func description(_ form: OptionForm) -> String {
        var sentences = [form.summary]
        if !form.choices.isEmpty { sentences.append("One of \(form.choices.joined(separator: ", ")).") }
        if let standard = form.standard { sentences.append("Default: \(standard).") }
        if form.isRepeatable, form.placeholder != nil { sentences.append("May be repeated.") }
        if let variable = form.variable { sentences.append("[$\(variable)]") }
        return sentences.joined(separator: " ")
    }

    private static let nameWidth = 26

    /// A name with its description beside it, or below it where the name is long.
    private func entry(_ name: String, _ text: String, width: Int) -> [TerminalText] {
        let margin = 2 + Self.nameWidth
        let description = Prose.lines(text, width: width, indent: margin).map { TerminalText($0) }
        let space = Self.nameWidth - DisplayWidth.of(name)
        guard space >= 2, let first = description.first else { return ["  \(name, .link)"] + description }
        let beside = String(first.plain.dropFirst(margin))
        return ["  \(name, .link)\(String(repeating: " ", count: space))\(beside)"] + description.dropFirst()
    }

    private func example(_ example: Manual.Example) -> [TerminalText] {
        ["  \("# \(example.purpose)", .faint)", "  \(example.command)"]
    }

    private func prose(_ text: String, width: Int) -> [TerminalText] {
        Prose.lines(text, width: width).map { TerminalText($0) }
    }

    private func section(_ title: String, _ entries: [[TerminalText]]) -> [TerminalText] {
        entries.isEmpty ? [] : ["", "\("\(title):", .strong)"] + entries.flatMap(\.self)
    }
}
