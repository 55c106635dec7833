import Glibc

extension StoreFailure {
    /// The error of the system's last call that failed.
    public static func system(_ operation: String) -> StoreFailure {
        .file(operation: operation, cause: String(cString: strerror(errno)))
    }
}
