/// Builds a compact record: integers as LEB128, texts and lists after their count.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    /// Takes a number that is not negative.
    mutating func put(_ number: Int) {
        var rest = UInt(number)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func put(_ text: String) {
        put(text.utf8.count)
        bytes += text.utf8
    }

    mutating func put(raw: [UInt8]) {
        bytes += raw
    }

    mutating func put<Element>(_ elements: [Element], each: (inout ByteWriter, Element) -> Void) {
        put(elements.count)
        for element in elements { each(&self, element) }
    }
}
