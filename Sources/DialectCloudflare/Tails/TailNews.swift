/// What comes out of a feed of invocations.
public enum TailNews: Sendable, Hashable {
    case invocation(Invocation)
    /// So many invocations were not told, because they were not read fast enough.
    case lost(Int)
}

/// Waits for the next news of a worker; `nil` when there will be none.
///
/// One caller at a time. Letting go of it ends the feed.
public typealias InvocationFeed = @Sendable () async throws -> TailNews?
