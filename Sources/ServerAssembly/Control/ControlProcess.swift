import ContentDigest
import DashboardPages
import DialectCloudflare
import DialectFunctionCompute
import DialectPrefect
import FoundationEssentials
import Glibc
import HTTPEngine
import HTTPModel
import Lifecycle
import NativeAPI
import NativeWire
import ReleaseCore
import ReleaseModel
import ResourceStorage
import StoreSQLite
import Telemetry

/// The control process: the API, and the only writer of the store.
struct ControlProcess: Sendable {
    let configuration: RoleConfiguration
    let log: Log

    func run() async throws {
        let serve = configuration.serve
        let folder = serve.folder
        let keys = SecretKeyFile(folder)
        // Before the store, whose presence the data process waits for.
        try keys.ensure()
        guard let ring = try keys.load() else {
            throw StartFailure("the keys of secrets are gone", code: "home_unusable")
        }
        let store = try await SQLiteStore.open(home: folder.store, limits: serve.blobLimits)
        let data = try DataPlaneClient(socket: folder.dataSocket, log: log)
        let account = try await Self.defaultAccount(of: store)
        let prefect = try prefectServer()
        let flows = prefect.map { FlowSystem(upstream: $0.flows, journal: store, ledger: store) }
        let plane = ReleasePlane(store: store, blobs: store.blobs, environment: environment(data, flows))
        let token = AdminToken(folder: folder, access: store, issuer: issuer(store))
        try await token.ensure(account: account.id, now: Date())
        let resources = try await ResourceStore.open(folder.store.resources)
        let vault = store.vault(keys: ring)
        let bindings = BindingResolver(
            store: store,
            vault: vault,
            allowsUnsupported: serve.allowsUnsupportedBindings,
            hasNamespace: resources.hasNamespace
        )
        let api = ControlAPI(
            plane: plane,
            access: store,
            bindings: bindings,
            assets: store.assets,
            vault: vault,
            accessKeys: store.accessKeys(keys: ring),
            resources: resources,
            configuration: apiConfiguration,
            environment: apiEnvironment,
            dataPlane: view(of: data),
            prefect: try prefectView(store)
        )
        let cloudflare = CloudflareAPI(
            plane: plane,
            access: store,
            vault: vault,
            bindings: bindings,
            resources: resources,
            assets: store.assets,
            configuration: cloudflareConfiguration,
            environment: cloudflareEnvironment(data, ring)
        )
        let functionCalls = try FunctionClient(socket: folder.functionSocket)
        let functions = functionCompute(plane, store, ring, functionCalls, data)
        let dashboard = Dashboard(
            access: store,
            configuration: DashboardConfiguration(
                controlPort: Int(configuration.controlPort),
                hostNames: configuration.serve.controlHosts
            ),
            environment: DashboardEnvironment(
                now: { Date() },
                instant: { ContinuousClock.now },
                randomBytes: { SecureBytes.random(count: $0) },
                api: { await api.handle($0, as: $1) }
            )
        )
        let server = HTTPServer(
            name: "control",
            on: [try ListeningSocket(inherited: configuration.listeners)],
            limits: Self.limits,
            log: log,
            handler: { request in
                if CloudflareAPI.owns(request.target) { return await cloudflare.handle(request) }
                if FunctionComputeAPI.owns(request.target) { return await functions.handle(request) }
                if Dashboard.owns(request.target) { return await dashboard.handle(request) }
                return await api.handle(request)
            }
        )
        try await reportUnreadableSecrets(folder)
        let head = try await store.head()
        log.info("control is ready", ["revision": .integer(head.revision.number)])
        let collection = GarbageCollection(store: store, resources: resources, log: log)
        let overlay = try prefectServices(prefect, plane, store, account: account.id)
        let services = [collection, server] + overlay
        try await ServiceGroup(services, stopDeadline: ServerRole.control.stopDeadline, log: log).run()
        await resources.close()
        await store.close()
    }

    /// The API bounds every body itself, after it knows who sends it, and says which limit it was.
    static var limits: ServerLimits {
        var limits = ServerLimits()
        limits.message.bodyBytes = .max
        return limits
    }

    private static func defaultAccount(of store: SQLiteStore) async throws -> Account {
        guard let account = try await store.accounts().first(where: { $0.name == Account.operatorName })
        else { throw StartFailure("the store has no account", code: "store_corrupt") }
        return account
    }

    private func reportUnreadableSecrets(_ folder: HomeFolder) async throws {
        let keys = try SecretKeyFile(folder).load()
        let count = try await SecretCensus.take(folder.store).unreadable(with: keys)
        guard count > 0 else { return }
        log.warning(
            "keys of secrets are missing",
            ["secrets": .integer(count), "file": .string(folder.store.secretKeys)]
        )
    }

    private func environment(_ data: DataPlaneClient, _ flows: FlowSystem?) -> ReleasePlane.Environment {
        ReleasePlane.Environment(
            now: { Date() },
            makeUUID: { UUID() },
            announce: { await data.announce($0) },
            tryLoading: { await data.tryLoading($0, of: $1) },
            flows: flows
        )
    }

    private func issuer(_ store: SQLiteStore) -> TokenIssuer {
        TokenIssuer(
            access: store,
            now: { Date() },
            makeUUID: { UUID() },
            randomBytes: { SecureBytes.random(count: $0) }
        )
    }

    private func view(of data: DataPlaneClient) -> DataPlaneView {
        DataPlaneView(
            status: { await data.status() },
            metrics: { await data.metrics() },
            warmth: { await data.warmth(of: $0, $1) },
            tail: { try await data.tail($0, $1) }
        )
    }

    private var apiConfiguration: ControlAPIConfiguration {
        ControlAPIConfiguration(
            serverVersion: ServerVersion.text,
            controlURL: configuration.controlURL,
            controlPort: Int(configuration.controlPort),
            hostNames: configuration.serve.controlHosts,
            trafficURL: configuration.trafficURL,
            trafficPort: Int(configuration.trafficPort),
            domain: configuration.serve.domain,
            zones: configuration.serve.domains,
            functionEngines: Self.functionEngines
        )
    }

    private var apiEnvironment: ControlAPIEnvironment {
        let clock = ContinuousClock()
        let started = clock.now
        let log = log
        return ControlAPIEnvironment(
            now: { Date() },
            makeUUID: { UUID() },
            randomBytes: { SecureBytes.random(count: $0) },
            process: { WireProcess(pid: Int(getpid()), uptimeSeconds: (clock.now - started) / .seconds(1)) },
            report: { failure in
                log.error(
                    "request failed",
                    [
                        "request": .string(failure.requestID), "code": .string(failure.code.rawValue),
                        "cause": .string(failure.cause),
                    ]
                )
            }
        )
    }

    private var cloudflareConfiguration: CloudflareConfiguration {
        CloudflareConfiguration(
            controlPort: Int(configuration.controlPort),
            hostNames: configuration.serve.controlHosts,
            trafficPort: Int(configuration.trafficPort),
            domain: configuration.serve.domain,
            zones: configuration.serve.domains,
            uploadLimit: ControlAPIConfiguration.standardUploadLimit
        )
    }

    private func cloudflareEnvironment(_ data: DataPlaneClient, _ keys: KeyRing) -> CloudflareEnvironment {
        let log = log
        return CloudflareEnvironment(
            now: { Date() },
            makeUUID: { UUID() },
            authenticate: { keys.code(for: $0, purpose: "asset upload tokens") },
            randomBytes: { SecureBytes.random(count: $0) },
            invocations: { await data.invocations(of: $0) },
            report: { requestID, code, cause in
                log.error(
                    "request failed",
                    ["request": .string(requestID), "code": .integer(code), "cause": .string(cause)]
                )
            }
        )
    }
}
