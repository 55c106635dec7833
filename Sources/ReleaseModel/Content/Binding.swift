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
        /// A secret text by its fingerprint: an HMAC-SHA256 under a key of the store, bound to workload and name. The
        /// text itself lies sealed in the vault.
        case secret(Digest)
        /// Another worker, called through its production alias.
        case service(ServiceReference)
        /// A key-value namespace.
        case keyValue(Resource.ID)
        /// The static files of the version itself.
        case assets
        /// What this server keeps and reads back, but does not run: its type in the words of its dialect, and a JSON
        /// document.
        case unsupported(type: String, document: String)
    }

    /// The worker that a service binding calls.
    public struct ServiceReference: Sendable, Hashable {
        public let worker: String
        /// The named entrypoint; `nil` means the default export.
        public let entrypoint: String?

        public init(worker: String, entrypoint: String? = nil) {
            self.worker = worker
            self.entrypoint = entrypoint
        }
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
