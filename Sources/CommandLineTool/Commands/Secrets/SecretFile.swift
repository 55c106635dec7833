import NativeWire

/// Many secrets, as a JSON object of names and texts; `null` removes one.
struct SecretFile: Sendable {
    /// In bytes.
    private static let maximumLength = 8 << 20

    let set: [WireSecret]
    let removed: [String]

    /// Reads the file, or the standard input where there is none.
    static func read(_ path: String?, _ session: Session) async throws(CommandFailure) -> SecretFile {
        let input = session.console.input
        let bytes: [UInt8]
        if let path {
            bytes = try await input.file(AbsolutePath.of(path, in: session.workingFolder), upTo: maximumLength)
        } else {
            guard !input.isTerminal else {
                throw .usage("argument_missing", "The file is missing.", nextStep: "Pass FILE, or pipe it in.")
            }
            bytes = try await input.standardInput(upTo: maximumLength)
        }
        return SecretFile(
            try JSONFile.decode(bytes, of: path ?? "the standard input", "an object of names and texts")
        )
    }

    private init(_ entries: [String: String?]) {
        let sorted = entries.sorted { $0.key < $1.key }
        set = sorted.compactMap { entry in entry.value.map { WireSecret(name: entry.key, text: $0) } }
        removed = sorted.filter { $0.value == nil }.map(\.key)
    }

    var count: Int { self.set.count + removed.count }
}
