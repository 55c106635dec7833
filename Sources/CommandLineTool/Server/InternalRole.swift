/// The parts that a server starts in processes of their own, behind a word that help does not show.
enum InternalRole {
    /// The first argument of such a process.
    static let word = "__role"

    static func run(_ words: [String], server: any ServerCommands) async -> Int32 {
        guard let role = words.first else { return ExitCode.usage.rawValue }
        return await server.runRole(role, arguments: Array(words.dropFirst()))
    }
}
