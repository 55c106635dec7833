import NativeWire

/// Many secrets to set and to remove: a file of secrets, in which `null` removes one.
struct SecretChanges: Sendable {
    let set: [WireSecret]
    let removed: [String]

    /// Reads the file, or the standard input where there is none.
    static func read(_ path: String?, _ session: Session) async throws(CommandFailure) -> SecretChanges {
        let input = session.console.input
        guard let path else {
            guard !input.isTerminal else {
                throw .usage("argument_missing", "The file is missing.", nextStep: "Pass FILE, or pipe it in.")
            }
            let bytes = try await input.standardInput(upTo: SecretsFile.maximumBytes)
            return SecretChanges(try SecretsFile.texts(bytes, of: "in the standard input"))
        }
        let file = AbsolutePath.of(path, in: session.workingFolder)
        return SecretChanges(
            try SecretsFile.texts(try await input.file(file, upTo: SecretsFile.maximumBytes), of: path)
        )
    }

    private init(_ texts: [String: String?]) {
        let sorted = texts.sorted { $0.key < $1.key }
        set = sorted.compactMap { entry in entry.value.map { WireSecret(name: entry.key, text: $0) } }
        removed = sorted.filter { $0.value == nil }.map(\.key)
    }

    var count: Int { self.set.count + removed.count }
}
