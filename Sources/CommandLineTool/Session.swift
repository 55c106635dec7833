import FoundationEssentials

/// One run of one command: what it was given and what it may use.
struct Session: Sendable {
    let arguments: Arguments
    let environment: [String: String]
    let console: Console
    let server: any ServerCommands
    /// Absolute; where the search for a project begins.
    let workingFolder: String
    let now: @Sendable () -> Date

    var wantsJSON: Bool { arguments[GlobalOption.json] }

    var progress: Progress { Progress(console: console) }

    /// Where the server keeps its state, absolute.
    var home: String {
        get throws(CommandFailure) {
            try HomeFolder.path(
                option: arguments[GlobalOption.home],
                environment: environment,
                workingFolder: workingFolder
            )
        }
    }

    /// Shows a result: as JSON where `--json` asks for it, else as people read it.
    func show(_ value: some Encodable, _ text: () -> [TerminalText]) throws(CommandFailure) {
        guard wantsJSON else { return console.print(text()) }
        console.output.write(try JSONDocument.pretty(value) + "\n")
    }
}
