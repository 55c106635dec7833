import FoundationEssentials
import HTTPModel
import ReleaseModel
import Synchronization

/// The tails that have not ended, in the memory of this process.
final class TailRegister: Sendable {
    /// The most tails at once, open or not.
    static let maximumTails = 100
    /// The most tails of one worker.
    static let maximumTailsPerWorker = 10

    private struct Entry {
        let tail: Tail
        var state = State.unopened

        func isOver(at now: Date) -> Bool {
            switch state {
            case .unopened, .claimed: now >= tail.opensUntil
            case .open: now >= tail.expiresAt
            }
        }
    }

    private enum State {
        case unopened
        /// Its address was used; the WebSocket is not there yet.
        case claimed
        case open(WebSocketSession)
    }

    private let entries = Mutex<[Tail.ID: Entry]>([:])

    /// Takes a tail in; refuses one too many.
    func add(_ tail: Tail, at now: Date) throws(CloudflareError) {
        let isAdded = entries.withLock { entries in
            entries = entries.filter { !$0.value.isOver(at: now) }
            let ofWorker = entries.values.count { $0.tail.worker.id == tail.worker.id }
            guard entries.count < Self.maximumTails, ofWorker < Self.maximumTailsPerWorker else { return false }
            entries[tail.id] = Entry(tail: tail)
            return true
        }
        guard isAdded else { throw .tooManyTails(tail.worker.name.text) }
    }

    /// The tail of a worker that was made last, if it still is.
    func newest(of worker: Workload.ID, at now: Date) -> Tail? {
        entries.withLock { entries in
            entries.values.filter { $0.tail.worker.id == worker && !$0.isOver(at: now) }.map(\.tail)
                .max { $0.createdAt < $1.createdAt }
        }
    }

    /// Uses the address of a tail, which works once; `nil` when it does not.
    func claim(_ id: Tail.ID, secret: Digest, at now: Date) -> Tail? {
        entries.withLock { entries in
            guard let entry = entries[id], case .unopened = entry.state, entry.tail.secret == secret,
                !entry.isOver(at: now)
            else { return nil }
            entries[id]?.state = .claimed
            return entry.tail
        }
    }

    /// Notes the WebSocket of a claimed tail; returns false if the tail was deleted meanwhile.
    func open(_ id: Tail.ID, by session: WebSocketSession) -> Bool {
        entries.withLock { entries in
            guard entries[id] != nil else { return false }
            entries[id]?.state = .open(session)
            return true
        }
    }

    /// Lets go of a tail that has ended.
    func remove(_ id: Tail.ID) {
        entries.withLock { $0[id] = nil }
    }

    /// Ends a tail of a worker; one that has ended already is left at that.
    func delete(_ id: Tail.ID, of worker: Workload.ID) {
        let entry = entries.withLock { entries in
            entries[id]?.tail.worker.id == worker ? entries.removeValue(forKey: id) : nil
        }
        if case .open(let session) = entry?.state { session.close(.normal, reason: "the tail was deleted") }
    }
}
