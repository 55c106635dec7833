import Synchronization

/// Counts the WebSockets whose clients have not said yet who they are.
final class OpeningPlaces: Sendable {
    private let free: Mutex<Int>

    init(_ count: Int) {
        free = Mutex(count)
    }

    /// Returns nil when all are taken.
    func take() -> OpeningPlace? {
        let isTaken = free.withLock { free in
            guard free > 0 else { return false }
            free -= 1
            return true
        }
        return isTaken ? OpeningPlace(of: self) : nil
    }

    func putBack() {
        free.withLock { $0 += 1 }
    }
}
