import HTTPModel
import Synchronization

/// What is said to a client when the other side of its WebSocket has ended.
final class LastWords: Sendable {
    private enum Words {
        case none
        case unsaid([UInt8])
        case said
    }

    private let words = Mutex(Words.none)

    /// Sets them; the first ones count.
    func say(_ bytes: [UInt8]) {
        words.withLock { words in
            if case .none = words { words = .unsaid(bytes) }
        }
    }

    /// Makes a body of another one, whole or broken off, and the words if there are any by then.
    func body(behind source: HTTPBody) -> HTTPBody {
        .stream { [self] in
            if isSaid { return nil }
            do {
                var chunks = source.makeAsyncIterator()
                if let chunk = try await chunks.next() { return chunk }
                return take()
            } catch {
                guard let words = take() else { throw error }
                return words
            }
        }
    }

    private var isSaid: Bool {
        words.withLock { if case .said = $0 { true } else { false } }
    }

    private func take() -> [UInt8]? {
        words.withLock { words in
            guard case .unsaid(let bytes) = words else { return nil }
            words = .said
            return bytes
        }
    }
}
