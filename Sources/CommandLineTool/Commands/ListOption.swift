/// The options of every command that prints a list.
enum ListOption {
    /// The most items that the server puts on one page.
    static let maximumPage = 100
    /// The most items that `--all` gathers.
    static let maximumItems = 100_000

    static let limit = Option(
        "limit",
        "N",
        .integer(in: 1...maximumPage),
        standard: "10",
        "How many to print."
    )
    static let cursor = Option("cursor", "CURSOR", .text, "Where to go on, as the list before printed it.")
    static let all = Flag("all", "Print everything, page by page.")

    static let options: [any CommandOption] = [limit, cursor, all]
}
