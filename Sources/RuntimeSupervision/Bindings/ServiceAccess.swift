public import HTTPModel

/// Sends requests from one worker to another.
///
/// The version that answers is chosen as for a request from outside: by the deployment of the target's production
/// alias that is in force when the call begins.
public protocol ServiceAccess: Sendable {
    /// Returns as soon as the head of the answer is there; throws when nobody can answer.
    ///
    /// The bodies of both stream. When the caller has gone the task is cancelled.
    func answer(_ call: ServiceCall) async throws(BindingRefusal) -> HTTPResponse
}
