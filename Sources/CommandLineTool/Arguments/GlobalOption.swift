/// The options that every command takes, before or after its name.
enum GlobalOption {
    static let home = Option(
        "home",
        "DIR",
        .path,
        variable: "SLUICE_HOME",
        standard: "~/.sluice",
        "Where the server keeps its state, and where this command finds its address and token."
    )
    static let url = Option(
        "url",
        "URL",
        .text,
        variable: "SLUICE_URL",
        "The server's control address, instead of the one found in the home folder."
    )
    static let token = Option(
        "token",
        "TOKEN",
        .text,
        variable: "SLUICE_TOKEN",
        "The token to use, instead of the one found in the home folder."
    )
    static let json = Flag("json", "Print JSON for programs instead of text for people.")
    static let yes = Flag("yes", short: "y", "Answer every question with yes.")
    static let quiet = Flag("quiet", short: "q", "Print results and errors only: no progress, no advice.")
    static let noColor = Flag("no-color", "Print without colours; so does the variable NO_COLOR.")
    static let help = Flag("help", short: "h", "Show help for the command.")

    static let all: [any CommandOption] = [home, url, token, json, yes, quiet, noColor, help]
}
