/// The state while a command line is read word by word.
struct CommandLineScan {
    /// The command or group that the words so far lead to.
    private(set) var place: CommandGroup.Member
    private(set) var path: [String] = []
    /// By the option's name, in the order given.
    private(set) var options: [String: [String]] = [:]
    private(set) var operands: [String] = []
    /// Options of wrangler's that were passed over.
    private(set) var ignored: [String] = []

    init(root: CommandGroup) {
        place = .group(root)
    }

    var asksForHelp: Bool { options[GlobalOption.help.form.name] != nil }

    /// Reads on to the end, or to the first word that asks for help.
    mutating func read(_ words: [String]) throws(CommandFailure) {
        var rest = words[...]
        var optionsHaveEnded = false
        while !asksForHelp, let word = rest.popFirst() {
            if path.isEmpty, !optionsHaveEnded, Self.versionWords.contains(word) {
                try take(VersionCommand.manual.name)
            } else if optionsHaveEnded || !word.hasPrefix("-") || word == "-" {
                try take(word)
            } else if word == "--" {
                optionsHaveEnded = true
            } else if word.hasPrefix("--") {
                try takeLong(word.dropFirst(2), &rest)
            } else {
                try takeBundle(word.dropFirst(), &rest)
            }
        }
    }

    /// What asks for the version of nearly every tool.
    private static let versionWords = ["--version", "-v", "-V"]

    /// A word that is no option: the next command while there is one to come, else an operand.
    private mutating func take(_ word: String) throws(CommandFailure) {
        guard case .group(let group) = place else { return operands.append(word) }
        guard let member = group.member(word) else {
            let ending = NearestName.ending(for: word, among: group.members.map(\.manual.name))
            let kind = path.isEmpty ? "command" : "\"\(path.joined(separator: " "))\" command"
            throw .usage(
                "command_unknown",
                "There is no \(kind) \"\(word)\"\(ending)",
                nextStep: (path.isEmpty ? WranglerWords.advice(command: word) : nil) ?? seeHelp
            )
        }
        place = member
        path.append(word)
    }

    /// `--name`, `--name value` or `--name=value`.
    private mutating func takeLong(_ text: Substring, _ rest: inout ArraySlice<String>) throws(CommandFailure) {
        let equals = text.firstIndex(of: "=") ?? text.endIndex
        let name = text[..<equals]
        guard let option = known.first(where: { $0.form.name == name }) else {
            if WranglerWords.ignoredFlags.contains(String(name)) { return ignored.append("--\(name)") }
            let ending = NearestName.ending(for: "--\(name)", among: known.map(\.form.spelling))
            throw .usage(
                "option_unknown",
                "There is no option \"--\(name)\" here\(ending)",
                nextStep: WranglerWords.advice(option: String(name), of: path) ?? seeHelp
            )
        }
        if equals != text.endIndex {
            try add(String(text[equals...].dropFirst()), to: option)
        } else {
            try add(option.form.placeholder == nil ? nil : try value(of: option, &rest), to: option)
        }
    }

    /// `-y`, `-yq`, `-n name` or `-nname`: flags up to one option with a value, which takes what is left.
    private mutating func takeBundle(_ text: Substring, _ rest: inout ArraySlice<String>) throws(CommandFailure) {
        var letters = text
        while let letter = letters.popFirst() {
            guard let option = known.first(where: { $0.form.short == letter }) else {
                throw .usage("option_unknown", "There is no option \"-\(letter)\" here.", nextStep: seeHelp)
            }
            guard option.form.placeholder == nil else {
                return try add(letters.isEmpty ? try value(of: option, &rest) : String(letters), to: option)
            }
            try add(nil, to: option)
        }
    }

    private func value(
        of option: any CommandOption,
        _ rest: inout ArraySlice<String>
    ) throws(CommandFailure) -> String {
        guard let value = rest.popFirst() else {
            throw .usage("value_missing", "\(option.form.spelling) needs a value.", nextStep: seeHelp)
        }
        return value
    }

    private mutating func add(_ value: String?, to option: any CommandOption) throws(CommandFailure) {
        let name = option.form.name
        if let value, let complaint = option.complaint(about: value) {
            throw .usage("value_invalid", "\(option.form.spelling) \(complaint)", nextStep: seeHelp)
        }
        guard options[name] == nil || option.form.isRepeatable else {
            throw .usage(
                "option_repeated",
                "\(option.form.spelling) is given twice.",
                nextStep: "Keep the one that is meant."
            )
        }
        options[name, default: []].append(value ?? "")
    }

    /// The options that are understood at this place.
    ///
    /// Before the command is known, those that name the worker are, since wrangler's may come first.
    private var known: [any CommandOption] {
        guard case .group = place else { return place.manual.options + GlobalOption.all }
        return WorkerOption.options + GlobalOption.all
    }

    private var seeHelp: String { "See \"\((["sluice"] + path).joined(separator: " ")) --help\"." }
}
