/// Tells the positions of byte offsets that mostly grow, so that a text is walked once however many are asked for.
struct PositionCursor {
    private var offset = 0
    private var line = 1
    private var column = 1

    /// Returns where a byte stands; an offset before the last one asked for starts again from the top.
    mutating func position(ofByte target: Int, in text: [UInt8]) -> TextPosition {
        if target < offset { self = PositionCursor() }
        for byte in text[offset..<max(offset, min(target, text.count))] {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        offset = max(offset, min(target, text.count))
        return TextPosition(line: line, column: column)
    }
}
