/// The options of commands that change what serves.
enum ChangeOption {
    static let message = Option(
        "message",
        short: "m",
        "TEXT",
        .text,
        "Why; it stays in the history."
    )
    static let alias = Option(
        "alias",
        "ALIAS",
        .alias,
        standard: "production",
        "The alias to move."
    )
    static let rule = Option(
        "rule",
        "RULE",
        .text,
        isRepeatable: true,
        "Other shares for requests that meet a condition; the first rule that fits applies."
    )

    /// What the rules say, in prose for help.
    static let ruleDiscussion =
        "A rule is read as a sentence, such as \"cookie:plan=pro to 2\". Its conditions ask for a header, a cookie or a"
        + " query parameter: \"header:x-beta\" that it is there, \"=VALUE\" that it is this, \"=ONE|OTHER\" one of these,"
        + " \"^=VALUE\" that it begins so. Several are joined by \"and\" or by \"or\". A deployment without rules has none,"
        + " whatever the one before had."

    static func rules(of arguments: Arguments) throws(CommandFailure) -> [RuleEntry] {
        var rules: [RuleEntry] = []
        for text in arguments.all(rule) { rules.append(try RuleEntry(text)) }
        return rules
    }
}
