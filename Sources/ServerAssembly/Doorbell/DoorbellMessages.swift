import HTTPModel

/// What the control process asks the data process, over the latter's Unix socket, as JSON over HTTP.
enum DoorbellRoutes {
    /// `POST`: rings the bell; answers when the revision is applied.
    static let revision: RoutePattern = "/revisions/{revision}"
    /// `POST` of a snapshot's canonical bytes: starts its code once, to see whether it can.
    static let trial: RoutePattern = "/trials/{account}/{kind}/{name}"
    /// The longest description of a snapshot, in bytes; its modules are in the blob store.
    static let largestSnapshot = 16 << 20
    /// `GET` with `?version=` for each version: how fast these could take traffic again.
    static let warmth: RoutePattern = "/warmth/{workload}"
    static let readyInstances: RoutePattern = "/ready-instances/{account}/{service}/{target}/{function}"
    /// `GET`: what the process says of itself.
    static let status: RoutePattern = "/status"
    /// `GET`: Prometheus text.
    static let metrics: RoutePattern = "/metrics"
    /// `GET` with `?version=`, `?level=`, `?errors=`: what a workload logs, as lines of JSON.
    static let tail: RoutePattern = "/tails/{workload}"
    /// `GET`: a workload's invocations, as lines of ``InvocationLine``; the workload is observed while it is read.
    static let invocations: RoutePattern = "/invocations/{workload}"
}

/// The data process serves by this revision.
struct AppliedMessage: Codable, Sendable {
    let epoch: Int
    let revision: Int
}

/// Whether code could be started; neither field where no engine was free to try.
struct TrialMessage: Codable, Sendable {
    var exports: Exports?
    var failure: Failure?

    struct Exports: Codable, Sendable {
        var handlers: [String] = []
        var entrypoints: [String] = []
        var loadMilliseconds = 0
    }

    struct Failure: Codable, Sendable {
        let name: String
        let message: String
        let stack: String?
    }
}

/// How many instances of a function are ready for a target.
struct ReadyInstancesMessage: Codable, Sendable {
    let count: Int
}

/// How fast versions could take traffic: `warm`, `pool` or `cold`.
struct WarmthMessage: Codable, Sendable {
    let warmth: String
}
