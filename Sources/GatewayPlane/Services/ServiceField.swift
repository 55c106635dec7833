public import HTTPModel

/// The fields that a request from worker to worker has besides those of the calling worker.
///
/// They mean something on a socket for ``RequestOrigin/workers`` alone; those of clients are dropped.
public enum ServiceField {
    /// Which worker is called: the id of its account, a slash, its name.
    public static let target: HTTPFieldName = "x-gw-service"
    /// How many workers have called one another, this call included; the target's engine gets it too.
    public static let depth: HTTPFieldName = "x-gw-depth"
    /// `https` or `http`, as the target will see it in the URL.
    public static let scheme: HTTPFieldName = "x-gw-scheme"
    /// The id of the request that is being handled: what it causes bears the same.
    ///
    /// Anything but 32 hexadecimal digits is ignored.
    public static let requestID: HTTPFieldName = "x-gw-request-id"
    /// In answers: the code of the refusal, when the gateway itself answers.
    public static let problem: HTTPFieldName = "x-gw-problem"
}
