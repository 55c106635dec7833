public import FoundationEssentials
public import ReleaseModel

/// The use cases of the release plane.
///
/// Each reads what it needs, decides, and writes one change, which the store refuses if something it relied on has
/// changed meanwhile. The clock, identities and the data plane come in through the initializer.
public struct ReleasePlane: Sendable {
    /// The most aliases of one workload.
    public static let maximumAliases = 100
    /// How often a use case is tried when another process writes at the same moment.
    ///
    /// Of two processes that write without pause, each loses about every other time.
    static let maximumAttempts = 32

    public let store: any ReleaseStore
    public let blobs: any BlobStore
    let environment: Environment
    let turnstile: Turnstile
    /// For changes that are worked out from what a workload is, which may take long.
    let workloadTurnstiles: TurnstileRow
    /// The reserved key of the request that is being carried out.
    private(set) var request: IdempotencyKey?
    /// The intent that the next change settles.
    private(set) var settles: FlowIntent.ID?

    public init(store: any ReleaseStore, blobs: any BlobStore, environment: Environment) {
        self.store = store
        self.blobs = blobs
        self.environment = environment
        turnstile = Turnstile()
        workloadTurnstiles = TurnstileRow()
    }

    /// Returns the same plane for one request, whose key is marked as carried out together with what it changes.
    public func carryingOut(_ request: IdempotencyKey) -> ReleasePlane {
        var plane = self
        plane.request = request
        return plane
    }

    /// Returns the same plane for one change, with which the intent that led to it goes.
    func settling(_ intent: FlowIntent) -> ReleasePlane {
        var plane = self
        plane.settles = intent.id
        return plane
    }

    /// What the use cases need from outside besides the stores.
    public struct Environment: Sendable {
        /// The wall clock.
        public let now: @Sendable () -> Date
        public let makeUUID: @Sendable () -> UUID
        /// Tells the data plane of a revision and waits, within a deadline, until it serves by it.
        public let announce: @Sendable (Revision) async -> Propagation
        /// Starts the code once to see whether it can and what it offers; `nil` when no data plane is there to try.
        public let tryLoading: @Sendable (EncodedSnapshot, WorkloadName) async -> Result<Exports, LoadFailure>?
        /// Where flows run; `nil` where there is no such system.
        public let flows: FlowSystem?

        public init(
            now: @escaping @Sendable () -> Date,
            makeUUID: @escaping @Sendable () -> UUID,
            announce: @escaping @Sendable (Revision) async -> Propagation,
            tryLoading: @escaping @Sendable (EncodedSnapshot, WorkloadName) async -> Result<Exports, LoadFailure>?,
            flows: FlowSystem? = nil
        ) {
            self.now = now
            self.makeUUID = makeUUID
            self.announce = announce
            self.tryLoading = tryLoading
            self.flows = flows
        }
    }

    /// The moment as stores keep it, in whole milliseconds.
    var now: Date {
        Date(timeIntervalSince1970: (environment.now().timeIntervalSince1970 * 1_000).rounded(.down) / 1_000)
    }
}
