import FoundationEssentials

/// JSON as this tool prints it: sorted keys, and no character that acts upon a terminal.
enum JSONDocument {
    /// Over several lines, for documents.
    static func pretty(_ value: some Encodable) throws(CommandFailure) -> String {
        try text(value, [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    }

    /// On one line, for streams of documents.
    static func line(_ value: some Encodable) throws(CommandFailure) -> String {
        try text(value, [.sortedKeys, .withoutEscapingSlashes])
    }

    private static func text(
        _ value: some Encodable,
        _ formatting: JSONEncoder.OutputFormatting
    ) throws(CommandFailure) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = formatting
        do {
            return EscapedText.inJSON(String(decoding: try encoder.encode(value), as: UTF8.self))
        } catch {
            let reason = "The result cannot be written as JSON: \(error)."
            throw .refused("output_unencodable", reason, nextStep: "Report it, with the command that you ran.")
        }
    }
}
