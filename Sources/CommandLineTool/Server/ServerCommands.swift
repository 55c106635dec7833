/// What works on the server's own state instead of over its API; the executable brings it along.
///
/// Every method prints what it has to say and returns the exit code. Homes and files are absolute paths.
public protocol ServerCommands: Sendable {
    /// The product's version: `0.1.0`.
    var version: String { get }

    /// Serves until a signal ends it.
    func serve(_ options: ServeOptions) async -> Int32

    /// Plays one of the parts that the server starts itself in processes of their own; no part of the interface.
    func runRole(_ role: String, arguments: [String]) async -> Int32

    /// Recomputes digests, hash chain and references, and reports what does not agree.
    func check(home: String, json: Bool) async -> Int32

    /// Writes the whole state to one new file, with the keys of the secrets in it or without.
    func backup(to file: String, home: String, withKeys: Bool) async -> Int32

    /// Replaces the state by a backup's; without `force` only where there is none yet.
    func restore(from file: String, home: String, force: Bool) async -> Int32
}
