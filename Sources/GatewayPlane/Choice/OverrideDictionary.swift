/// A reader of `Cloudflare-Workers-Version-Overrides`: a Structured Fields dictionary (RFC 8941, 3.2) whose keys are
/// workers and whose values are strings that name versions.
///
/// Any error in any member makes the whole header void, as the RFC demands.
struct OverrideDictionary {
    private let text: [UInt8]
    private var index = 0

    private init(_ text: [UInt8]) {
        self.text = text
    }

    /// Returns what the header's lines, joined by commas, say of a worker; the last of equal keys counts.
    ///
    /// Nil when the header is void, does not name the worker, or gives it something else than a string.
    static func value(for worker: String, in text: [UInt8]) -> [UInt8]? {
        var reader = OverrideDictionary(text)
        return reader.read(worker: Array(worker.utf8))
    }

    private mutating func read(worker: [UInt8]) -> [UInt8]? {
        var found: [UInt8]?
        skip { $0 == 0x20 }
        while index < text.count {
            guard let key = readKey() else { return nil }
            var value: Item? = .other
            if take(UInt8(ascii: "=")) { value = readItem() }
            guard let value, skipParameters() else { return nil }
            if key == worker {
                if case .string(let string) = value { found = string } else { found = nil }
            }
            skip { $0 == 0x20 || $0 == 0x09 }
            guard index < text.count else { break }
            guard take(UInt8(ascii: ",")) else { return nil }
            skip { $0 == 0x20 || $0 == 0x09 }
            // A trailing comma is an error.
            guard index < text.count else { return nil }
        }
        return found
    }

    private enum Item {
        case string([UInt8])
        /// A number, token, byte sequence, Boolean or inner list: legal, but no version.
        case other
    }

    /// `lcalpha / "*"`, then also digits, `_`, `-`, `.`.
    private mutating func readKey() -> [UInt8]? {
        let start = index
        guard index < text.count, (0x61...0x7A).contains(text[index]) || text[index] == UInt8(ascii: "*") else {
            return nil
        }
        skip { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || "*_-.".utf8.contains($0) }
        return Array(text[start..<index])
    }

    private mutating func readItem() -> Item? {
        guard index < text.count else { return nil }
        switch text[index] {
        case UInt8(ascii: "\""): return readString().map(Item.string)
        case UInt8(ascii: "("):
            index += 1
            while index < text.count {
                skip { $0 == 0x20 }
                if take(UInt8(ascii: ")")) { return .other }
                guard readItem() != nil, skipParameters() else { return nil }
            }
            return nil
        case UInt8(ascii: ":"):
            index += 1
            skip { $0 != UInt8(ascii: ":") && $0 > 0x20 && $0 < 0x7F }
            return take(UInt8(ascii: ":")) ? .other : nil
        default:
            let start = index
            skip { $0 > 0x20 && $0 < 0x7F && !"\"(),;=\\".utf8.contains($0) }
            return index > start ? .other : nil
        }
    }

    private mutating func readString() -> [UInt8]? {
        index += 1
        var string: [UInt8] = []
        while index < text.count {
            let byte = text[index]
            index += 1
            if byte == UInt8(ascii: "\"") { return string }
            guard byte == UInt8(ascii: "\\") else {
                guard (0x20..<0x7F).contains(byte) else { return nil }
                string.append(byte)
                continue
            }
            guard index < text.count, "\"\\".utf8.contains(text[index]) else { return nil }
            string.append(text[index])
            index += 1
        }
        return nil
    }

    /// Reads `;key=value` repeated; false when that is malformed.
    private mutating func skipParameters() -> Bool {
        while take(UInt8(ascii: ";")) {
            skip { $0 == 0x20 }
            guard readKey() != nil else { return false }
            if take(UInt8(ascii: "=")), readItem() == nil { return false }
        }
        return true
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard index < text.count, text[index] == byte else { return false }
        index += 1
        return true
    }

    private mutating func skip(while isMember: (UInt8) -> Bool) {
        while index < text.count, isMember(text[index]) { index += 1 }
    }
}
