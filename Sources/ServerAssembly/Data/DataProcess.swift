import EventDispatch
import FoundationEssentials
import FunctionPlane
import GatewayPlane
import Glibc
import HTTPEngine
import Lifecycle
import ReleaseCore
import ReleaseModel
import ResourceStorage
import RuntimeSupervision
import StoreSQLite
import Telemetry

/// The data process: follows the release log, and serves traffic by it.
struct DataProcess: Sendable {
    let configuration: RoleConfiguration
    let executable: String
    let log: Log

    /// How long a new home may take to be made by the control process.
    static let storeDeadline: Duration = .seconds(60)
    /// How often it is looked for.
    static let storeRetry: Duration = .milliseconds(20)

    func run() async throws {
        let folder = configuration.serve.folder
        let reader = try await openStore(folder)
        let (book, census) = (RouteBook(), InstanceCensus())
        let (tails, invocations) = (TailHub(), InvocationHub())
        let journal = EventJournal(
            book: book,
            tails: tails,
            invocations: invocations,
            census: census,
            log: try configuration.serve.log("workers")
        )
        let keys = try secretKeys(folder)
        let secrets = try await SQLiteSecretReader.open(home: folder.store, keys: keys)
        let resources = try await ResourceStore.open(folder.store.resources)
        let accessKeys = try await SQLiteAccessKeyReader.open(home: folder.store, keys: keys)
        let launches = LaunchSource(reader: reader, secrets: secrets, book: book)
        let library = AssetLibrary(reader: reader, book: book)
        let desk = AssetDesk(library: library, log: log)
        let runtime = try RuntimeSupervisor(
            engine: try EngineLocation.configuration(executable: executable),
            runDirectory: "\(folder.run)/engines",
            limits: configuration.serve.runtimeLimits,
            bindings: BindingPorts(
                keyValue: KeyValueBridge(store: resources.kv, book: book),
                services: try ServiceBridge(socket: folder.callSocket, book: book),
                assets: AssetBridge(library: library, log: log)
            ),
            functions: EngineLocation.functions(
                executable: executable,
                sandbox: configuration.serve.allowsUnsandboxedFunctions ? .unsandboxed : .required
            ),
            clock: { Date() },
            events: journal.record,
            specification: launches.specification
        )
        let functionCalls = try await InvocationStore.open(folder.store.functions)
        let functions = try FunctionAssembly(
            reader: reader,
            keys: accessKeys,
            runtime: runtime,
            journal: FunctionJournal(log: try configuration.serve.log("functions")),
            calls: functionCalls
        ).plane(configuration.serve, log: log)
        let gateway = try await Gateway(
            try configuration.serve.gateway(),
            instances: RuntimeInstances(
                runtime: runtime,
                functions: UpstreamEndpoint(id: 0, path: folder.functionSocket, now: 0)
            ),
            assets: desk
        )
        let socket = try ListeningSocket(inherited: configuration.listeners)
        let metrics = MetricRegistry()
        let schedules = ScheduleBook(log: log)
        let scheduler = Scheduler(
            record: MinuteFile(path: folder.lastMinute),
            metrics: SchedulerMetrics(in: metrics),
            log: log,
            handler: ScheduledRuns(book: book, runtime: runtime, journal: journal).run
        )
        let budget = StandbyBudget(configuration.serve.runtimeLimits)
        let standbys = StandbyService(book: book, census: census, budget: budget, runtime: runtime)
        let follower = RevisionFollower(source: reader, log: log) { delta in
            let promoted = book.apply(delta, now: ContinuousClock().now)
            gateway.apply(delta)
            functions.apply(delta)
            if let wanted = schedules.apply(delta) { scheduler.replaceSchedules(with: wanted) }
            runtime.prewarm(promoted.sorted { $0.description < $1.description })
            standbys.review()
        }
        try await follower.start()
        runtime.prewarm(runtime.recentlyServed)
        let endpoint = DataEndpoint(
            follower: follower,
            tails: tails,
            invocations: invocations,
            answers: DataEndpoint.Answers(
                trial: { try await Trial(runtime: runtime, launches: launches).run($0, of: $1) },
                warmth: { book.warmth(of: $1, workload: $0, census: census) },
                readyInstances: {
                    await functions.provisionedCount(account: $0, service: $1, qualifier: $2, function: $3)
                },
                status: DataReport(
                    book: book,
                    follower: follower,
                    runtime: runtime,
                    grantsFunctionNetwork: configuration.serve.grantsFunctionNetwork
                ).status,
                metrics: {
                    let confinement = await runtime.status()?.functions?.families ?? []
                    return await gateway.snapshot().metrics + metrics.families() + functions.families + confinement
                }
            )
        )
        let bell = try doorbell(folder, answering: endpoint)
        log.info("data is ready", ["revision": .integer(follower.applied?.revision.number ?? 0)])
        let calls = WorkerCallService(gateway: gateway, socket: try Self.listen(at: folder.callSocket))
        let front = HTTPServer(
            name: "functions",
            on: [try Self.listen(at: folder.functionSocket)],
            log: log,
            handler: functions.front.respond
        )
        let traffic = GatewayService(gateway: gateway, socket: socket)
        let observation = ObservationService(invocations: invocations, runtime: runtime)
        let services: [any Service] = [
            follower, bell, runtime, functions, front, standbys, desk, observation, calls, scheduler, traffic,
        ]
        try await ServiceGroup(services, stopDeadline: ServerRole.data.stopDeadline, log: log).run()
        await functionCalls.close()
        await resources.close()
        await secrets.close()
        await accessKeys.close()
        await reader.close()
    }

    /// The control process makes the keys before it makes the store.
    private func secretKeys(_ folder: HomeFolder) throws -> KeyRing {
        guard let keys = try SecretKeyFile(folder).load() else {
            throw StartFailure("the keys of secrets are gone", code: "home_unusable")
        }
        return keys
    }

    /// Opens the store; waits while the control process is still making it.
    private func openStore(_ folder: HomeFolder) async throws -> SQLiteRouteReader {
        let clock = ContinuousClock()
        let deadline = clock.now + Self.storeDeadline
        while true {
            do {
                return try await SQLiteRouteReader.open(home: folder.store)
            } catch {
                guard clock.now < deadline else { throw error }
                try await Task.sleep(for: Self.storeRetry)
            }
        }
    }

    private func doorbell(_ folder: HomeFolder, answering endpoint: DataEndpoint) throws -> HTTPServer {
        HTTPServer(
            name: "doorbell",
            on: [try Self.listen(at: folder.dataSocket)],
            log: log,
            handler: endpoint.answer
        )
    }

    /// Listens on a socket of the home; whoever held it before is gone, since the home is locked.
    private static func listen(at path: String) throws -> ListeningSocket {
        unlink(path)
        return try ListeningSocket(binding: .unix(path))
    }
}
