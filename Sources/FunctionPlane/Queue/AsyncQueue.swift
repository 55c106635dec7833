import DialectFunctionCompute
import FoundationEssentials
import Lifecycle
import ReleaseModel
import Synchronization
import Telemetry

/// Makes the calls that nobody waits for: as often as it takes, until they succeed, or are given up.
///
/// A call runs at least once; one that ran when the process ended runs again.
final class AsyncQueue: Sendable {
    /// The longest sleep, in seconds, which bounds how late it is seen that the clock was set forward.
    static let longestSleep: TimeInterval = 60

    let store: InvocationStore
    let table: FunctionTable
    let library: ContentLibrary
    let invoker: Invoker
    let limits: FunctionLimits
    let quota: QueueQuota
    let log: Log
    /// The wall clock.
    let now: @Sendable () -> Date
    let makeRequestID: @Sendable () -> String

    private let state = Mutex(State())
    private let rings: AsyncStream<Void>
    private let bell: AsyncStream<Void>.Continuation
    private let isIdle = Gate()

    private struct State {
        /// By which calls that run are ended before their time.
        var aborts: [Int: Gate] = [:]
        var isStopping = false
    }

    init(
        store: InvocationStore,
        table: FunctionTable,
        library: ContentLibrary,
        invoker: Invoker,
        limits: FunctionLimits,
        log: Log,
        now: @escaping @Sendable () -> Date,
        makeRequestID: @escaping @Sendable () -> String
    ) {
        self.store = store
        self.table = table
        self.library = library
        self.invoker = invoker
        self.limits = limits
        quota = QueueQuota(limits: limits.queue, usage: store.usageAtOpening)
        self.log = log
        self.now = now
        self.makeRequestID = makeRequestID
        (rings, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Takes all of the calls over, or none; returns once they are durable.
    func accept(
        _ calls: [QueuedCall],
        firing timer: (Trigger.ID, at: Date)? = nil
    ) async throws(FunctionComputeError) {
        var reserved: [QueuedCall] = []
        do {
            for call in calls {
                try quota.reserve(call.payload.count, for: call.account)
                reserved.append(call)
            }
            try await store.add(calls, firing: timer)
        } catch {
            for call in reserved { quota.giveBack(call.payload.count, of: call.account) }
            switch error {
            case let error as FunctionComputeError: throw error
            case QueueFailure.nameTaken:
                throw FunctionComputeError(.invalidArgument, "an asynchronous invocation of this id exists already")
            default: throw .internalServerError(cause: "\(error)")
            }
        }
        bell.yield()
    }

    /// Works until its task is cancelled; what runs then is made again by the next process.
    func run() async {
        bell.yield()
        await withDiscardingTaskGroup { group in
            group.addTask { await self.sweep() }
            var wake = Date.distantPast
            for await _ in rings {
                if state.withLock({ $0.isStopping }) { continue }
                for item in await claim() { group.addTask { await self.work(item) } }
                guard let due = await nextDue(), due < wake || wake <= now() else { continue }
                let rest = min(Self.longestSleep, max(0.01, due.timeIntervalSince(now())))
                wake = now().addingTimeInterval(rest)
                group.addTask { [bell] in
                    if (try? await Task.sleep(for: .seconds(rest))) != nil { bell.yield() }
                }
            }
        }
    }

    /// Begins nothing new, and returns when what runs has ended.
    func stop() async {
        let isOver = state.withLock { state in
            state.isStopping = true
            return state.aborts.isEmpty
        }
        if isOver { isIdle.open() }
        await isIdle.wait()
    }

    /// Ends a call that runs.
    func abort(_ number: Int) {
        state.withLock { $0.aborts[number] }?.open()
    }

    /// A call that waited was stopped.
    func forget(_ call: StoredInvocation) {
        quota.giveBack(call.size, of: call.account)
    }

    private func sweep() async {
        while (try? await Task.sleep(for: limits.queue.sweepInterval)) != nil {
            let age = Double(limits.queue.retention.components.seconds)
            do {
                try await store.sweep(endedBefore: now().addingTimeInterval(-age))
            } catch {
                log.error("ended calls not forgotten", ["error": LogValue(error)])
            }
        }
    }

    private func claim() async -> [ClaimedCall] {
        let room = limits.queue.running - state.withLock { $0.aborts.count }
        guard room > 0 else { return [] }
        do {
            let items = try await store.claim(upTo: room, at: now())
            state.withLock { state in
                for item in items { state.aborts[item.number] = Gate() }
            }
            return items
        } catch {
            log.error("asynchronous calls not read", ["error": LogValue(error)])
            return []
        }
    }

    /// When to look again; `nil` where a call that ends will ring, or nothing waits.
    private func nextDue() async -> Date? {
        guard state.withLock({ $0.aborts.count }) < limits.queue.running else { return nil }
        do {
            return try await store.nextDue()
        } catch {
            return now().addingTimeInterval(1)
        }
    }

    private func work(_ item: ClaimedCall) async {
        let abort = state.withLock { $0.aborts[item.number] } ?? Gate()
        await perform(item, abort: abort)
        let isLast = state.withLock { state in
            state.aborts[item.number] = nil
            return state.isStopping && state.aborts.isEmpty
        }
        if isLast { isIdle.open() }
        bell.yield()
    }
}
