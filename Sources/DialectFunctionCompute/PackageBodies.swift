import HTTPModel

/// Bodies that are read into memory, many of which hold a package of code.
///
/// A package is there several times while it is read: as it was sent, as base64, and as a zip. So it is the bodies that
/// are limited together, and who comes when there is no room is told to try again.
struct PackageBodies: Sendable {
    /// Room for one of the largest packages and for several of the largest events, in bytes.
    static let limit = 2 * Endpoint.packageLimit

    private let budget = BodyBudget(limit: limit)

    /// Reads a body of at most `limit` bytes and runs the work with it, if there is room for it until that has ended.
    ///
    /// Throws ``FunctionComputeError`` when it is too large (400) or there is no room (503).
    func reading<Value>(
        _ request: HTTPRequest,
        upTo limit: Int,
        _ work: ([UInt8]) async throws -> Value
    ) async throws -> Value {
        do {
            return try await budget.reserving(for: request.body, upTo: limit) {
                try await work(try await request.body.collect(upTo: limit))
            }
        } catch is HTTPBody.TooLarge {
            throw FunctionComputeError.entityTooLarge(limit: limit)
        } catch let exhausted as BodyBudget.Exhausted {
            throw FunctionComputeError(
                .resourceThrottled,
                "too much is being sent at once (allowed: \(exhausted.limit) bytes), try again"
            )
        }
    }
}
