public import HTTPModel

/// Serves the static files of versions to their own code.
public protocol AssetAccess: Sendable {
    /// Answers a request for a file of the caller's version; its authority means nothing.
    func answer(_ request: HTTPRequest, for caller: BindingCaller) async throws(BindingRefusal) -> HTTPResponse
}
