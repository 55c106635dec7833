/// Reads a command line: nested commands, options of all, `--x=y`, bundled short options, and `--`.
struct ArgumentParser: Sendable {
    /// The most words that are read; a shell's glob may expand to many.
    static let maximumWords = 10_000

    let root: CommandGroup
    let environment: [String: String]

    /// Reads the words behind the tool's own name.
    ///
    /// - Throws: a failure of usage that names the word and, where one is near, the word that was meant.
    func parse(_ words: [String]) throws(CommandFailure) -> Invocation {
        guard words.count <= Self.maximumWords else {
            throw .usage("arguments_too_many", "More than \(Self.maximumWords) arguments.", nextStep: "Pass fewer.")
        }
        var scan = CommandLineScan(root: root)
        try scan.read(words)
        if scan.asksForHelp { return .help(scan.path) }
        guard case .command(let command) = scan.place else { return try helpOrComplaint(scan, words) }
        let manual = command.manual
        try refuseForeign(scan.options.keys.sorted(), of: manual, scan.path)
        return .run(
            command,
            Arguments(
                options: try completed(scan.options, manual: manual),
                operands: try bound(scan.operands, to: manual, path: scan.path),
                ignored: scan.ignored
            )
        )
    }

    private func helpOrComplaint(_ scan: CommandLineScan, _ words: [String]) throws(CommandFailure) -> Invocation {
        if words.isEmpty { return .help([]) }
        let name = (["sluice"] + scan.path).joined(separator: " ")
        throw .usage(
            "command_missing",
            "\"\(name)\" needs a command.",
            nextStep: "See \"\(name) --help\" for those there are."
        )
    }

    /// Refuses options that were given before the command and that it does not take.
    private func refuseForeign(_ names: [String], of manual: Manual, _ path: [String]) throws(CommandFailure) {
        let known = Set((manual.options + GlobalOption.all).map(\.form.name))
        guard let name = names.first(where: { !known.contains($0) }) else { return }
        let command = (["sluice"] + path).joined(separator: " ")
        throw .usage("option_unknown", "\"\(command)\" has no option \"--\(name)\".", nextStep: "Leave it out.")
    }

    /// Adds what the environment says where the command line is silent.
    private func completed(
        _ given: [String: [String]],
        manual: Manual
    ) throws(CommandFailure) -> [String: [String]] {
        var options = given
        for option in manual.options + GlobalOption.all {
            guard options[option.form.name] == nil, let variable = option.form.variable,
                let value = environment[variable], !value.isEmpty
            else { continue }
            if let complaint = option.complaint(about: value) {
                throw .usage(
                    "value_invalid",
                    "The environment variable \(variable) \(complaint)",
                    nextStep: "Mend or unset it."
                )
            }
            options[option.form.name] = [value]
        }
        return options
    }

    private func bound(
        _ words: [String],
        to manual: Manual,
        path: [String]
    ) throws(CommandFailure) -> [String: [String]] {
        let advice = "See \"\((["sluice"] + path).joined(separator: " ")) --help\"."
        var rest = words[...]
        var bound: [String: [String]] = [:]
        for operand in manual.operands {
            let taken = rest.prefix(operand.arity.maximum)
            guard taken.count >= operand.arity.minimum else {
                throw .usage("argument_missing", "\(operand.name) is missing: \(operand.description)", nextStep: advice)
            }
            for word in taken {
                if let complaint = operand.complaint(about: word) {
                    throw .usage("value_invalid", "\(operand.name) \(complaint)", nextStep: advice)
                }
            }
            bound[operand.name] = Array(taken)
            rest = rest.dropFirst(taken.count)
        }
        if let word = rest.first {
            throw .usage(
                "arguments_too_many",
                "\"\(word)\" is one argument too many.",
                nextStep: WranglerWords.advice(operand: word, of: path) ?? advice
            )
        }
        return bound
    }
}
