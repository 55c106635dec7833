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
}
