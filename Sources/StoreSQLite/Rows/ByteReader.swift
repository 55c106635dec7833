/// Reads what ``ByteWriter`` wrote, and trusts none of it.
struct ByteReader {
    /// The bytes are not a record, or end too early.
    struct Malformed: Error {}

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func number() throws(Malformed) -> Int {
        var value: UInt = 0
        for shift in stride(from: 0, to: 63, by: 7) {
            guard position < bytes.count else { throw Malformed() }
            let byte = bytes[position]
            position += 1
            value |= UInt(byte & 0x7F) << UInt(shift)
            if byte & 0x80 == 0 { return Int(value) }
        }
        throw Malformed()
    }

    mutating func text() throws(Malformed) -> String {
        guard let text = String(validating: try raw(try number()), as: UTF8.self) else { throw Malformed() }
        return text
    }

    mutating func raw(_ count: Int) throws(Malformed) -> ArraySlice<UInt8> {
        guard count <= bytes.count - position else { throw Malformed() }
        defer { position += count }
        return bytes[position..<position + count]
    }

    mutating func list<Element>(
        _ each: (inout ByteReader) throws(Malformed) -> Element
    ) throws(Malformed) -> [Element] {
        let count = try number()
        guard count <= bytes.count - position else { throw Malformed() }
        var elements: [Element] = []
        elements.reserveCapacity(count)
        for _ in 0..<count { elements.append(try each(&self)) }
        return elements
    }
}
