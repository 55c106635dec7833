/// Whatever owns a libuv handle: the loop closes all of them when it stops.
///
/// A handle's `data` holds its owner, retained from `init` until libuv has called back that the handle is closed.
protocol LoopHandle: AnyObject {
    /// Closes the handle; a second call does nothing.
    func close()
}
