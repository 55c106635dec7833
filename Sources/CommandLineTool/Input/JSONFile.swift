import FoundationEssentials

/// A JSON file of somebody's, read as a value of one type.
enum JSONFile {
    /// The longest file, in bytes.
    static let maximumLength = 160 << 20

    /// Returns what the file says, which must be as `expectation` has it.
    static func read<Value: Decodable>(
        _ path: String,
        as type: Value.Type,
        _ expectation: String,
        _ session: Session
    ) async throws(CommandFailure) -> Value {
        let file = AbsolutePath.of(path, in: session.workingFolder)
        return try decode(try await session.console.input.file(file, upTo: maximumLength), of: path, expectation)
    }

    /// Reads bytes that came from `name`.
    static func decode<Value: Decodable>(
        _ bytes: [UInt8],
        of name: String,
        _ expectation: String
    ) throws(CommandFailure) -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(bytes))
        } catch {
            throw .files(
                "file_malformed",
                "\(name) is not \(expectation)\(place(of: error)).",
                nextStep: "Correct it; the file is JSON."
            )
        }
    }

    private static func place(of error: any Error) -> String {
        guard let error = error as? DecodingError else { return "" }
        let path: [any CodingKey] =
            switch error {
            case .keyNotFound(let key, let context): context.codingPath + [key]
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
                context.codingPath
            @unknown default: []
            }
        let text = path.map { key in key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)" }.joined()
        return text.isEmpty ? "" : " (at \(text))"
    }
}
