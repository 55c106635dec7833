import HTTPModel
import Synchronization

/// The bytes of bodies that are read into memory at the same time.
///
/// A package of code is there several times while it is read: as it was sent, as base64, and as a zip. So it is the
/// bodies that are limited, and who comes when there is no room is told to try again.
final class BodyBudget: Sendable {
    /// Room for one of the largest packages and for several of the largest events.
    static let limit = 2 * Endpoint.packageLimit

    private let used = Mutex(0)

    /// Reads a body of at most `limit` bytes and runs the work with it, if there is room for it until that has ended.
    ///
    /// Throws ``FunctionComputeError`` when it is too large (400) or there is no room (503).
    func reading<Value>(
        _ request: HTTPRequest,
        upTo limit: Int,
        _ work: ([UInt8]) async throws -> Value
    ) async throws -> Value {
        // Where the length is not told in advance, it may be whatever is allowed.
        let count = min(request.body.length ?? limit, limit)
        try take(count)
        defer { used.withLock { $0 -= count } }
        do {
            return try await work(try await request.body.collect(upTo: limit))
        } catch is HTTPBody.TooLarge {
            throw FunctionComputeError.entityTooLarge(limit: limit)
        }
    }

    private func take(_ count: Int) throws {
        let hasRoom = used.withLock { used in
            guard used + count <= Self.limit else { return false }
            used += count
            return true
        }
        guard hasRoom else {
            throw FunctionComputeError(
                .resourceThrottled,
                "too much is being sent at once (allowed: \(Self.limit) bytes), try again"
            )
        }
    }
}
