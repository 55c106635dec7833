public import FoundationEssentials
import HTTPEngine
public import Lifecycle
public import ReleaseModel
public import Telemetry

/// Serves calls of functions in the data process.
///
/// It must be told of every change of routes by ``apply(_:)``, has its requests answered by ``front``, and works while
/// ``run()`` does.
public final class FunctionPlane: Service {
    /// How often idle instances and calls that waited too long are looked for.
    static let sweepInterval = Duration.seconds(1)

    public let name = "functions"
    /// What answers requests.
    public let front: Front
    private let table: FunctionTable
    private let library: ContentLibrary
    private let fleet: FunctionFleet
    private let keeper: FleetKeeper
    private let desk = CallDesk()
    private let queue: AsyncQueue
    private let timers: TimerService
    private let timerMetrics = TimerMetrics()
    /// Open once the routes are known: before, every call would seem to lead nowhere.
    private let isReady = Gate()
    /// Open once no instance runs and none will.
    private let instancesEnded = Gate()
    private let metrics: FunctionMetrics
    private let log: Log
    private let thread: LoopThread
    /// Rings when routes changed, so that what runs is looked through.
    private let changes: AsyncStream<Void>
    private let bell: AsyncStream<Void>.Continuation

    /// Takes the folder for unpacked code, which is made when it is needed first, and the file of asynchronous calls.
    public init(
        codeFolder: String,
        store: InvocationStore,
        ports: FunctionPorts,
        limits: FunctionLimits = FunctionLimits(),
        log: Log,
        now: @escaping @Sendable () -> Date = { Date() },
        makeRequestID: @escaping @Sendable () -> String = { UUID().uuidString.lowercased() }
    ) throws {
        table = FunctionTable()
        library = ContentLibrary(read: ports.snapshot)
        fleet = FunctionFleet(limits: limits)
        metrics = FunctionMetrics()
        thread = try LoopThread(name: "functions")
        keeper = FleetKeeper(
            fleet: fleet,
            shelf: CodeShelf(folder: codeFolder, budget: limits.shelfBytes, source: ports.package),
            ports: ports,
            limits: limits,
            metrics: metrics,
            log: log,
            thread: thread
        )
        let invoker = Invoker(fleet: fleet, ports: ports, limits: limits, metrics: metrics, now: now)
        queue = AsyncQueue(
            store: store,
            table: table,
            library: library,
            invoker: invoker,
            limits: limits,
            log: log,
            now: now,
            makeRequestID: makeRequestID
        )
        timers = TimerService(table: table, queue: queue, metrics: timerMetrics, log: log, now: now)
        front = Front(
            table: table,
            library: library,
            fleet: fleet,
            invoker: invoker,
            desk: desk,
            queue: queue,
            ports: ports,
            limits: limits,
            makeRequestID: makeRequestID
        )
        self.log = log
        (changes, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Makes a change of routes the truth: every call that comes later goes by it.
    public func apply(_ delta: RoutingDelta) {
        table.apply(delta)
        bell.yield()
        timers.changed()
        isReady.open()
    }

    /// What is counted per function and version.
    public var families: [MetricFamily] { metrics.families + timerMetrics.families }

    public func run() async throws {
        await withDiscardingTaskGroup { group in
            group.addTask { [self] in
                await withDiscardingTaskGroup { jobs in
                    for await job in fleet.jobs { jobs.addTask { await self.keeper.perform(job) } }
                }
                instancesEnded.open()
            }
            group.addTask { [desk] in await desk.run() }
            group.addTask { [self] in
                await isReady.wait()
                await queue.run()
            }
            group.addTask { [self] in
                await isReady.wait()
                await timers.run()
            }
            group.addTask { [self] in await review() }
            group.addTask { [fleet] in
                while (try? await Task.sleep(for: Self.sweepInterval)) != nil { fleet.sweep() }
            }
            // Nobody opens it: what ends the wait is cancellation.
            group.addTask { await Gate().wait() }
        }
        thread.stop()
        await thread.stopped()
    }

    /// Takes no new calls, lets those in hand end, and then ends all instances.
    public func stop() async {
        timers.stop()
        await desk.close()
        await queue.stop()
        fleet.stop()
        await instancesEnded.wait()
    }
}

/// What follows from changes of routes.
extension FunctionPlane {
    private func review() async {
        for await _ in changes {
            await retireObsolete()
            await provision()
        }
    }

    /// Drains instances of versions that are gone, and of heads that were edited.
    ///
    /// While a head's content cannot be read its instances stay: calls of it fail, and the next change looks again.
    private func retireObsolete() async {
        var heads: [Workload.ID: Set<FunctionKey>] = [:]
        var unread: Set<Workload.ID> = []
        let services = table.services
        for service in services {
            guard let head = try? service.resolve(.latest, attributes: { _ in nil }, slot: 0) else { continue }
            guard fleet.running.contains(where: { $0.key.workload.id == head.workload.id && $0.key.version == nil })
            else { continue }
            do {
                let snapshot = try await library.snapshot(of: head)
                heads[head.workload.id] = Set(
                    snapshot.components.compactMap { FunctionContent($0.name, of: snapshot) }
                        .map { FunctionKey(head, $0) }
                )
            } catch {
                unread.insert(head.workload.id)
                log.error("content of a head unreadable", ["error": LogValue(error)])
            }
        }
        let versions = services.reduce(into: [Workload.ID: Set<Version.ID>]()) {
            $0[$1.route.workload.id] = Set($1.route.versions.map(\.id))
        }
        fleet.retire { key in
            guard let known = versions[key.workload.id] else { return true }
            if let version = key.version { return !known.contains(version) }
            return !unread.contains(key.workload.id) && heads[key.workload.id].map { !$0.contains(key) } ?? false
        }
    }

    /// Has as many instances kept ready as settings ask for.
    private func provision() async {
        var wishes: [FunctionKey: (count: Int, origin: FunctionFleet.Origin)] = [:]
        for service in table.services {
            for wish in service.wishes {
                for share in service.shares(of: wish.count, for: wish.qualifier) {
                    guard let key = try? await library.function(wish.function, of: share.version) else { continue }
                    let origin = FunctionFleet.Origin(
                        qualifier: wish.qualifier.name,
                        label: share.version.label,
                        versionID: share.version.versionID,
                        requestID: ""
                    )
                    wishes[key, default: (0, origin)].count += share.count
                }
            }
        }
        fleet.provision(wishes)
    }

    /// How many instances are ready for a qualifier of a function, of those that are to be kept ready.
    public func provisionedCount(
        account: Account.ID,
        service: String,
        qualifier: String?,
        function: String
    ) async -> Int {
        guard let found = try? table.service(named: service, of: account) else { return 0 }
        let qualifier = Qualifier(qualifier)
        var count = 0
        for share in found.shares(of: found.provisionedInstances(of: function, qualifier), for: qualifier) {
            guard let key = try? await library.function(function, of: share.version) else { continue }
            count += min(share.count, fleet.readyCount(of: key))
        }
        return count
    }
}
