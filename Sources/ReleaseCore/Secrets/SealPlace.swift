/// Where a sealed text belongs: what was sealed for one place opens at no other.
public protocol SealPlace: Sendable, CustomStringConvertible {
    /// Returns bytes that no other place of any kind has, with something more.
    func bytes(with more: String) -> [UInt8]
}

extension SealPlace {
    /// Parts, each behind its length in eight bytes, so that no two lists of parts have the same bytes.
    static func join(_ parts: [[UInt8]]) -> [UInt8] {
        parts.flatMap { part in
            withUnsafeBytes(of: UInt64(part.count).bigEndian) { Array($0) } + part
        }
    }
}
