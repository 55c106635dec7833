import HTTPEngine
import Lifecycle
import ReleaseModel
import RuntimeSupervision
import Synchronization

/// An instance that calls may use, and all that this plane keeps of it.
final class RunningInstance: Sendable {
    /// For how long a measurement of the memory counts: looking is not free.
    static let memoryFreshness = Duration.milliseconds(500)
    /// How long the last lines are waited for.
    static let flushLimit = Duration.seconds(2)

    let number: InstanceNumber
    /// As clients know it.
    let publicID: String
    let key: FunctionKey
    /// `LATEST`, or the number of the version.
    let label: String
    let isProvisioned: Bool
    let instance: FunctionInstance
    let client: HTTPClient
    let loan: CodeShelf.Loan
    let desk = LogDesk()
    /// Open once its process has ended.
    let hasEnded = Gate()
    private let memory = Mutex<(bytes: Int, at: ContinuousClock.Instant)?>(nil)
    private let lastEnding = Mutex<ProcessEnding?>(nil)

    init(
        _ number: InstanceNumber,
        publicID: String,
        key: FunctionKey,
        label: String,
        isProvisioned: Bool,
        instance: FunctionInstance,
        on thread: LoopThread,
        loan: CodeShelf.Loan
    ) throws(LoopError) {
        self.number = number
        self.publicID = publicID
        self.key = key
        self.label = label
        self.isProvisioned = isProvisioned
        self.instance = instance
        self.loan = loan
        var limits = ClientLimits()
        // One call waits for no other: the fleet gives an instance no more than it takes.
        limits.connections = key.content.execution.concurrency + 1
        client = try HTTPClient(to: .unix(path: instance.endpoint), limits: limits, on: thread)
    }

    /// How its process ended; `nil` while it runs.
    var ending: ProcessEnding? { lastEnding.withLock { $0 } }

    /// Reads what it says, until it has ended.
    func listen(_ tell: (_ line: String, _ requestID: String?, _ isError: Bool) -> Void) async {
        for await event in instance.events {
            switch event {
            case .log(let line, let requestID, let isError):
                desk.append(line, requestID: requestID)
                tell(line, requestID, isError)
            case .flushed(let mark): desk.pass(mark)
            case .ended(let ending): lastEnding.withLock { $0 = ending }
            }
        }
        desk.end()
        hasEnded.open()
    }

    /// Returns when everything it said before has been read, as far as it can be had in time.
    func flush() async {
        await desk.reach(await instance.flush())
    }

    /// The most memory it has had, in bytes, as far as it was looked at.
    func memoryPeak(isExact: Bool) async -> Int {
        let now = ContinuousClock.now
        if !isExact, let known = memory.withLock({ $0 }), now - known.at < Self.memoryFreshness { return known.bytes }
        let bytes = await instance.memoryPeakBytes()
        memory.withLock { $0 = (bytes, now) }
        return bytes
    }
}
