import ReleaseModel

/// Environment variables as facts: one line, no control characters, never empty.
struct EnvironmentVariables {
    private let values: [String: String]

    init(_ values: [String: String]) {
        self.values = values
    }

    subscript(name: String) -> String? {
        values[name].flatMap(Self.firstLine)
    }

    /// The first line of a text that has anything in it, at most as long as a message may be; `nil` when none has.
    static func firstLine(_ text: String) -> String? {
        for line in text.split(whereSeparator: \.isNewline) {
            var scalars = String.UnicodeScalarView(line.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F })
            while scalars.first == " " { scalars.removeFirst() }
            while scalars.last == " " { scalars.removeLast() }
            if !scalars.isEmpty { return String(String(scalars).prefix(Version.maximumMessageLength)) }
        }
        return nil
    }
}
