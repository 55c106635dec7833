public import HTTPModel
public import ReleaseModel

/// A request that a worker makes of another.
public struct ServiceCall: Sendable {
    /// How many calls from worker to worker may hang on one another.
    public static let depthLimit = 16

    public let service: Binding.ServiceReference
    public let caller: BindingCaller
    /// How many workers have called one another, this call included: 1…``depthLimit``.
    ///
    /// Whoever delivers the request hands it to the target in the field `x-gw-depth`.
    public let depth: Int
    /// `https` or `http`, as the target will see it in the URL.
    public let scheme: String
    /// The authority and the fields are as the caller wrote them; internal fields are to be taken out.
    public let request: HTTPRequest

    public init(
        service: Binding.ServiceReference,
        caller: BindingCaller,
        depth: Int,
        scheme: String,
        request: HTTPRequest
    ) {
        self.service = service
        self.caller = caller
        self.depth = depth
        self.scheme = scheme
        self.request = request
    }
}
