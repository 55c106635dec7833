import HTTPModel

/// What names of services, functions, aliases and triggers look like: `^[_a-zA-Z][-_a-zA-Z0-9]*$`.
enum EntityName: String {
    case service = "ServiceName"
    case function = "FunctionName"
    case alias = "AliasName"
    case trigger = "TriggerName"

    var maximumLength: Int { self == .function ? 64 : 128 }

    func check(_ text: String) throws(FunctionComputeError) {
        guard let first = text.utf8.first, Self.isLetter(first), text.utf8.allSatisfy(Self.isPart) else {
            throw .invalid(
                "\(rawValue) doesn't match expected format (allowed: ^[_a-zA-Z][-_a-zA-Z0-9]*$, actual: '\(text)')"
            )
        }
        guard text.utf8.count <= maximumLength else {
            throw .invalid("\(rawValue) is too long (allowed: 1-\(maximumLength), actual: \(text.utf8.count))")
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        isLetter(byte) || byte == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
