/// The name of a pair: 1 to 512 bytes of UTF-8 (``KVLimit/keyBytes``), and neither `.` nor `..`.
///
/// Keys are compared by their bytes: two spellings of one character, composed and decomposed, are two keys.
public struct KVKey: Sendable {
    public let text: String

    public init(_ text: String) throws(ResourceError) {
        guard !text.isEmpty else { throw .keyEmpty }
        guard text != ".", text != ".." else { throw .keyReserved(text) }
        try KVLimit.keyBytes.admit(text.utf8.count)
        self.text = text
    }

    var bytes: [UInt8] { Array(text.utf8) }
}

extension KVKey: Hashable {
    public static func == (left: KVKey, right: KVKey) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}

extension KVKey: CustomStringConvertible {
    public var description: String { text }
}
