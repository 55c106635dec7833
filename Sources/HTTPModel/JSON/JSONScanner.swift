/// Finds where the parts of a JSON document begin and end (RFC 8259), and changes nothing of them.
struct JSONScanner {
    typealias Place = Range<Int>

    private let bytes: ArraySlice<UInt8>
    private var position: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    /// The one value that all bytes are, but for white space around it.
    mutating func document() -> Place? {
        skipSpace()
        guard let place = value(depth: 0) else { return nil }
        skipSpace()
        return position == bytes.endIndex ? place : nil
    }

    /// The parts of an object that is known to be well-formed.
    mutating func members() -> [(name: ArraySlice<UInt8>, value: Place)]? {
        guard next == UInt8(ascii: "{") else { return nil }
        var members: [(name: ArraySlice<UInt8>, value: Place)] = []
        let isWhole = list(until: UInt8(ascii: "}")) { scanner in
            guard let name = scanner.text(), scanner.take(UInt8(ascii: ":"), spaced: true),
                let value = scanner.value(depth: 0)
            else { return false }
            members.append((scanner.bytes[name], value))
            return true
        }
        return isWhole ? members : nil
    }

    /// The parts of an array that is known to be well-formed.
    mutating func elements() -> [Place]? {
        guard next == UInt8(ascii: "[") else { return nil }
        var elements: [Place] = []
        let isWhole = list(until: UInt8(ascii: "]")) { scanner in
            guard let value = scanner.value(depth: 0) else { return false }
            elements.append(value)
            return true
        }
        return isWhole ? elements : nil
    }

    private var next: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

    private mutating func value(depth: Int) -> Place? {
        guard depth <= JSONText.maximumDepth else { return nil }
        let start = position
        let isWhole: Bool
        switch next {
        case UInt8(ascii: "{"):
            isWhole = list(until: UInt8(ascii: "}")) { scanner in
                scanner.text() != nil && scanner.take(UInt8(ascii: ":"), spaced: true)
                    && scanner.value(depth: depth + 1) != nil
            }
        case UInt8(ascii: "["):
            isWhole = list(until: UInt8(ascii: "]")) { $0.value(depth: depth + 1) != nil }
        case UInt8(ascii: "\""): isWhole = text() != nil
        case UInt8(ascii: "t"): isWhole = word("true")
        case UInt8(ascii: "f"): isWhole = word("false")
        case UInt8(ascii: "n"): isWhole = word("null")
        default: isWhole = number()
        }
        return isWhole ? start..<position : nil
    }

    /// Reads what stands between an opening and a closing bracket, with commas in between.
    private mutating func list(until end: UInt8, _ item: (inout JSONScanner) -> Bool) -> Bool {
        position += 1
        skipSpace()
        if take(end) { return true }
        while true {
            skipSpace()
            guard item(&self) else { return false }
            skipSpace()
            if take(end) { return true }
            guard take(UInt8(ascii: ",")) else { return false }
        }
    }

    private mutating func text() -> Place? {
        let start = position
        guard take(UInt8(ascii: "\"")) else { return nil }
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                return String(validating: bytes[start..<position], as: UTF8.self) == nil ? nil : start..<position
            case UInt8(ascii: "\\"): guard escape() else { return nil }
            case 0..<0x20: return nil
            default: continue
            }
        }
        return nil
    }

    private mutating func escape() -> Bool {
        guard let byte = next else { return false }
        position += 1
        guard byte == UInt8(ascii: "u") else { return "\"\\/bfnrt".utf8.contains(byte) }
        for _ in 0..<4 {
            guard let digit = next, digit.isHexDigit else { return false }
            position += 1
        }
        return true
    }

    private mutating func number() -> Bool {
        _ = take(UInt8(ascii: "-"))
        guard take(UInt8(ascii: "0")) || digits() else { return false }
        if take(UInt8(ascii: ".")), !digits() { return false }
        guard take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) else { return true }
        _ = take(UInt8(ascii: "+")) || take(UInt8(ascii: "-"))
        return digits()
    }

    private mutating func digits() -> Bool {
        let start = position
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        return position > start
    }

    private mutating func word(_ word: StaticString) -> Bool {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.endIndex, word.withUTF8Buffer({ $0.elementsEqual(bytes[position..<end]) }) else {
            return false
        }
        position = end
        return true
    }

    private mutating func take(_ byte: UInt8, spaced: Bool = false) -> Bool {
        if spaced { skipSpace() }
        guard next == byte else { return false }
        position += 1
        if spaced { skipSpace() }
        return true
    }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }
}

extension UInt8 {
    fileprivate var isHexDigit: Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
            || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self | 0x20)
    }
}
