/// The text of a secret, as it comes into the tool: never by an argument.
enum SecretText {
    /// Asks for it at the terminal without showing it, or takes the standard input less the line feed at its end.
    static func read(_ name: String, _ session: Session) async throws(CommandFailure) -> String {
        if let keyboard = session.console.keyboard, session.console.input.isTerminal {
            return try await keyboard.askHidden("Text of the secret \(name):")
        }
        guard !session.console.input.isTerminal else {
            throw .usage("secret_missing", "The text of the secret is missing.", nextStep: "Pipe it in.")
        }
        let bytes = try await session.console.input.standardInput(upTo: Keyboard.maximumSecret)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .usage("secret_malformed", "The text of the secret is not UTF-8.", nextStep: "Encode it as base64.")
        }
        let line = text.hasSuffix("\r\n") || text.hasSuffix("\n") ? String(text.dropLast()) : text
        guard !line.isEmpty else {
            throw .usage("secret_missing", "The text of the secret is empty.", nextStep: "Pipe it in, or type it.")
        }
        return line
    }
}
