/// A buffer in which heads, and small bodies behind them, are put together.
///
/// Keep one per loop: its memory is reused. It writes what it is given; that a value has no line break is for the
/// caller to know (bytes that came through ``HeadParser`` have none).
public final class HeadWriter {
    /// What was written since the last ``removeAll()``.
    public private(set) var bytes: [UInt8] = []

    public init() {
        bytes.reserveCapacity(32_768)
    }

    public var count: Int { bytes.count }

    /// Begins another head.
    public func removeAll() {
        bytes.removeAll(keepingCapacity: true)
    }

    public func write(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    public func write(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    public func write(_ part: Span<UInt8>) {
        part.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    }

    public func write(_ part: [UInt8]) {
        bytes.append(contentsOf: part)
    }

    /// Writes a number that is not negative.
    public func write(decimal number: Int) {
        precondition(number >= 0)
        if number >= 10 { write(decimal: number / 10) }
        bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
    }

    /// Writes all 16 digits, in lower case.
    public func write(hexadecimal number: UInt64) {
        for shift in stride(from: UInt64(60), through: 0, by: -4) {
            let digit = UInt8((number >> shift) & 15)
            bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }

    /// Writes a field line of a parsed head as it came.
    public func write(_ field: HeadField, from head: Span<UInt8>) {
        write(head.extracting(field.name.indices))
        write(": ")
        write(head.extracting(field.value.indices))
        write("\r\n")
    }

    /// Writes a field line.
    public func write(field name: StaticString, _ value: String) {
        write(name)
        write(": ")
        write(value)
        write("\r\n")
    }
}

extension ByteStream {
    /// Sends what was written.
    public final func send(_ head: HeadWriter) {
        let bytes = head.bytes
        send(bytes.span)
    }

    /// Sends what was written and a piece behind it, with one system call.
    public final func send(_ head: HeadWriter, _ body: Span<UInt8>) {
        let bytes = head.bytes
        send(bytes.span, body)
    }
}
