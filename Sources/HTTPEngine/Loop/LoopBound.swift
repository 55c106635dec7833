/// A reference to something that lives on one loop, which other threads may carry but only that loop may open.
///
/// libuv calls back on the loop's thread without telling Swift so; this type is the one place where the compiler is
/// asked to believe it, and the check in ``value(on:)`` is what makes the belief true: the content is reachable only
/// with the ``EventLoop`` in hand, and an `EventLoop`, not being `Sendable`, exists on its own thread only.
///
/// Let the last reference go on the loop when the content's `deinit` matters: releasing is allowed anywhere.
public struct LoopBound<Value>: @unchecked Sendable {
    private let content: Value
    private let owner: ObjectIdentifier

    public init(_ value: Value, on loop: EventLoop) {
        content = value
        owner = ObjectIdentifier(loop)
    }

    /// Returns the content; traps on any loop but its own.
    public func value(on loop: EventLoop) -> Value {
        precondition(ObjectIdentifier(loop) == owner, "a value bound to one loop was opened on another")
        return content
    }
}
