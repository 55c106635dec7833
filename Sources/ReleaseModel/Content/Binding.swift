/// A named value that a component finds in its environment.
public struct Binding: Sendable, Hashable {
    public let name: String
    public let value: Value

    public enum Value: Sendable, Hashable {
        case plainText(String)
        /// A JSON document, as it was written.
        case json(String)
        /// The id, number, tag and time of the version that is running.
        case versionMetadata
    }

    public init(name: String, value: Value) throws(InvalidContent) {
        guard Self.isWellFormed(name) else { throw .bindingName(name) }
        self.name = name
        self.value = value
    }

    /// The longest name in bytes.
    public static let maximumNameLength = 128

    /// A JavaScript-like identifier in ASCII, so that `env.NAME` reads in every engine.
    public static func isWellFormed(_ name: String) -> Bool {
        guard let first = name.utf8.first, name.utf8.count <= maximumNameLength, !isDigit(first) else { return false }
        return name.utf8.allSatisfy { byte in
            isDigit(byte) || isLetter(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
