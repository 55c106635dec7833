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

    /// Writes empty arrays and objects on one line, which Foundation spreads over three.
    ///
    /// Only white space after a line feed goes, and no string of JSON holds a line feed.
    private static func closingEmpty(_ document: [UInt8]) -> [UInt8] {
        var closed: [UInt8] = []
        closed.reserveCapacity(document.count)
        for byte in document {
            if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
                let opening = byte == UInt8(ascii: "]") ? UInt8(ascii: "[") : UInt8(ascii: "{")
                let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") }
                let content = closed.lastIndex { !isBlank($0) }
                if let content, closed[content] == opening, closed[(content + 1)...].contains(UInt8(ascii: "\n")) {
                    closed.removeSubrange((content + 1)...)
                }
            }
            closed.append(byte)
        }
        return closed
    }

    private static func text(
        _ value: some Encodable,
        _ formatting: JSONEncoder.OutputFormatting
    ) throws(CommandFailure) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = formatting
        do {
            let bytes = Array(try encoder.encode(value))
            return EscapedText.inJSON(String(decoding: closingEmpty(bytes), as: UTF8.self))
        } catch {
            let reason = "The result cannot be written as JSON: \(error)."
            throw .refused("output_unencodable", reason, nextStep: "Report it, with the command that you ran.")
        }
    }
}
