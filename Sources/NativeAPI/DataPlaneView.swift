public import HTTPModel
public import NativeWire
public import ReleaseModel

/// What the API sees of the data plane, which is another process.
public struct DataPlaneView: Sendable {
    /// Returns what the data process says of itself; `nil` while none answers.
    public let status: @Sendable () async -> WireDataStatus?
    /// Returns the metrics of both processes, as far as they answer, in Prometheus' text format.
    public let metrics: @Sendable () async -> String
    /// Returns how fast versions of a workload could take traffic again; `nil` where nobody knows.
    public let warmth: @Sendable (Workload.ID, Set<Version.ID>) async -> Warmth?
    /// Opens a stream of ``NativeWire/WireTailEvent`` lines, each ended by a line feed; `nil` while no data process
    /// answers.
    ///
    /// The body is pulled at the client's pace. Where the buffer behind it is full, events are dropped, and an event
    /// of the kind `dropped` says how many. Letting go of the body closes the stream.
    public let tail: @Sendable (Workload.ID, TailFilter) async throws -> HTTPBody?

    public init(
        status: @escaping @Sendable () async -> WireDataStatus?,
        metrics: @escaping @Sendable () async -> String,
        warmth: @escaping @Sendable (Workload.ID, Set<Version.ID>) async -> Warmth?,
        tail: @escaping @Sendable (Workload.ID, TailFilter) async throws -> HTTPBody?
    ) {
        self.status = status
        self.metrics = metrics
        self.warmth = warmth
        self.tail = tail
    }

    /// How fast code could take traffic again.
    public enum Warmth: String, Sendable, Hashable, CaseIterable {
        /// A process that has it loaded runs.
        case warm
        /// A waiting process of the warm pool would load it, which took at most 20 ms when it was done last.
        case pool
        /// It would have to be started, and nothing says that this is quick.
        case cold
    }
}
