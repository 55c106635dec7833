import Synchronization

/// The bytes that the worker of `Workers/probe` sends and expects: the one at offset n is n % 251.
enum Pattern {
    static func bytes(_ count: Int) -> [UInt8] {
        let period = (0..<251).map { UInt8($0) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + period.count)
        while bytes.count < count { bytes += period }
        bytes.removeLast(bytes.count - count)
        return bytes
    }

    static func isRight(_ body: [UInt8]) -> Bool {
        body == bytes(body.count)
    }

    /// The same in pieces that are no power of two.
    final class Stream: Sendable {
        private let whole: [UInt8]
        private let offset = Mutex(0)
        private static let pieceSize = 70_001

        init(_ count: Int) {
            whole = bytes(count)
        }

        @Sendable
        func next() async -> [UInt8]? {
            let piece = offset.withLock { offset in
                let end = min(offset + Self.pieceSize, whole.count)
                defer { offset = end }
                return whole[offset..<end]
            }
            return piece.isEmpty ? nil : Array(piece)
        }
    }
}
