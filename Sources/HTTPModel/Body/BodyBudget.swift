import Synchronization

/// The bytes of bodies that may be in memory at the same time, whoever sends them.
package final class BodyBudget: Sendable {
    /// There is no room at the moment.
    package struct Exhausted: Error, Hashable {
        /// In bytes.
        package let limit: Int
    }

    /// In bytes.
    package let limit: Int
    private let used = Mutex(0)

    package init(limit: Int) {
        self.limit = limit
    }

    /// Runs work that reads at most so many bytes of a body, if there is room for them until it has ended.
    ///
    /// Throws ``Exhausted`` where there is none, before anything is read.
    package func reserving<Value>(
        for body: HTTPBody,
        upTo longest: Int,
        _ work: () async throws -> Value
    ) async throws -> Value {
        // Where the length is not told in advance, it may be whatever is allowed.
        let count = min(body.length ?? longest, longest)
        let hasRoom = used.withLock { used in
            guard used + count <= limit else { return false }
            used += count
            return true
        }
        guard hasRoom else { throw Exhausted(limit: limit) }
        defer { used.withLock { $0 -= count } }
        return try await work()
    }
}
