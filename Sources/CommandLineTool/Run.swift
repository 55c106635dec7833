import FoundationEssentials

/// Runs the command that a command line names, prints what it has to say, and returns the exit code.
///
/// - Parameters:
///   - arguments: The words behind the tool's own name.
///   - environment: The variables of the process.
///   - server: What works on the server's own state instead of over its API.
/// - Returns: 0 done, 1 refused by the server or the state, 2 wrong usage, 3 no server, 4 local files, 5 differs, 130 interrupted.
public func run(
    arguments: [String],
    environment: [String: String],
    server: any ServerCommands
) async -> Int32 {
    if arguments.first == InternalRole.word {
        return await InternalRole.run(Array(arguments.dropFirst()), server: server)
    }
    let line = CommandLine(words: arguments, environment: environment, server: server)
    return await line.run().rawValue
}
