import DashboardPages
import FoundationEssentials
import HTTPModel
import NativeAPI
import NativeWire
import ReleaseCore
import ReleaseModel
import ResourceStorage
import StoreSQLite
import Synchronization
import Testing

/// The pages over the real API, the real core and the real store, in a home of its own.
///
/// The data plane, which is another process, answers here with constants.
struct Site: Sendable {
    static let port = 8_700
    static let host = "127.0.0.1:\(port)"

    let dashboard: Dashboard
    let api: ControlAPI
    let plane: ReleasePlane
    let blobs: any BlobStore
    let ledger: any FlowRunLedger
    let issuer: TokenIssuer
    let account: Account
    let clock: TestClock
    /// The secret of a token with the scope `admin`, of the owner `ada`.
    let admin: String

    /// Makes an empty server, runs the body with it and removes it, whatever happens.
    static func run(
        hasDataPlane: Bool = true,
        flows: ExampleFlows? = nil,
        _ body: @Sendable (Site) async throws -> Void
    ) async throws {
        let home = "/tmp/sluice-pages-\(UUID().uuidString.prefix(8))"
        defer { try? FileManager.default.removeItem(atPath: home) }
        let store = try await SQLiteStore.open(home: StoreLocation(home: home))
        let resources = try await ResourceStore.open(StoreLocation(home: home).resources)
        do {
            try await body(try await Site(store, resources, hasDataPlane: hasDataPlane, flows))
        } catch {
            await resources.close()
            await store.close()
            throw error
        }
        await resources.close()
        await store.close()
    }

    private init(
        _ store: SQLiteStore,
        _ resources: ResourceStore,
        hasDataPlane: Bool,
        _ flows: ExampleFlows?
    ) async throws {
        let clock = TestClock()
        let account = try #require(try await store.accounts().first)
        let randomBytes = { @Sendable (count: Int) in (0..<count).map { _ in UInt8.random(in: 0...255) } }
        let issuer = TokenIssuer(
            access: store,
            now: { clock.now },
            makeUUID: { UUID() },
            randomBytes: randomBytes
        )
        let plane = ReleasePlane(
            store: store,
            blobs: store.blobs,
            environment: ReleasePlane.Environment(
                now: { clock.now },
                makeUUID: { UUID() },
                announce: { _ in hasDataPlane ? .inForce(after: .milliseconds(2)) : .noDataPlane },
                tryLoading: { _, _ in .success(Exports(handlers: ["fetch"])) },
                flows: flows.map { FlowSystem(upstream: $0, journal: store, ledger: store) }
            )
        )
        let key = [UInt8](repeating: 7, count: KeyRing.keyByteCount)
        let ring = try #require(KeyRing(digestKey: key, sealingKeys: ["a": key], current: "a"))
        let vault = store.vault(keys: ring)
        let api = ControlAPI(
            plane: plane,
            access: store,
            bindings: BindingResolver(
                store: store,
                vault: vault,
                allowsUnsupported: false,
                hasNamespace: { (_, _) in false }
            ),
            assets: store.assets,
            vault: vault,
            accessKeys: store.accessKeys(keys: ring),
            resources: resources,
            configuration: .example(port: Self.port),
            environment: .example(clock, randomBytes: randomBytes),
            dataPlane: .example(isThere: hasDataPlane)
        )
        dashboard = Dashboard(
            access: store,
            configuration: DashboardConfiguration(controlPort: Self.port),
            environment: DashboardEnvironment(
                now: { clock.now },
                instant: { clock.instant },
                randomBytes: randomBytes,
                api: { await api.handle($0, as: $1) }
            )
        )
        self.api = api
        self.plane = plane
        blobs = store.blobs
        ledger = store
        self.issuer = issuer
        self.account = account
        self.clock = clock
        admin = try await issuer.issue(to: "ada", scopes: [.admin], account: account.id).secret
    }

    /// Makes a token and returns its secret.
    func token(
        _ scopes: Set<AccessToken.Scope>,
        owner: String = "ria",
        lifetime: Duration? = nil
    ) async throws -> TokenIssuer.Issued {
        try await issuer.issue(to: owner, scopes: scopes, account: account.id, lifetime: lifetime)
    }

    /// A browser with nothing in it.
    var browser: Browser { Browser(site: self) }

    /// A browser of somebody who has signed in.
    func browser(_ secret: String? = nil) async throws -> Browser {
        var browser = browser
        let answer = try await browser.post("/sign-in", ["token": secret ?? admin, "to": "/"])
        try #require(answer.status == 303)
        return browser
    }

    /// Sends a request to the API as the administrator.
    func ask(_ request: HTTPRequest) async throws -> TestPage {
        var request = request
        request.authority = Self.host
        request.fields.set(.authorization, to: try HTTPFieldValue("Bearer \(admin)"))
        return try await TestPage(await api.handle(request))
    }

    func read<Value: Decodable>(_ target: HTTPTarget) async throws -> Value {
        try await ask(HTTPRequest(.get, target)).decode(Value.self)
    }

    func deployments(of worker: String = "hello") async throws -> [WireDeployment] {
        let list: WireList<WireDeployment> = try await read(try HTTPTarget("/api/v1/workers/\(worker)/deployments"))
        return list.items
    }

    /// Deploys a split of `hello` by the API.
    func deploy(_ shares: [(Int, String)], message: String? = nil, source: HTTPFieldValue = "api") async throws {
        let request = WireDeploymentRequest(
            shares: shares.map { .init(version: String($0.0), percentage: $0.1) },
            message: message
        )
        let body = HTTPBody.bytes(Array(try JSONEncoder().encode(request)))
        let fields: HTTPFields = ["Sluice-Source": source]
        let answer = try await ask(
            HTTPRequest(.post, "/api/v1/workers/hello/deployments", fields: fields, body: body)
        )
        _ = try answer.decode(WireDeploymentResult.self)
    }

    /// Uploads a version of a worker.
    @discardableResult
    func upload(_ metadata: WireUploadMetadata = .example(), to worker: String = "hello") async throws -> WireVersion {
        var form = MultipartWriter()
        let document = Array(try JSONEncoder().encode(metadata))
        form.add("metadata", contentType: "application/json", body: .bytes(document))
        let code = "export default { fetch() { return new Response('\(UUID())') } }"
        form.add("index.js", contentType: "application/javascript+module", body: .text(code))
        let target = try HTTPTarget(segments: ["api", "v1", "workers", worker, "versions"])
        let fields: HTTPFields = [.contentType: try HTTPFieldValue(form.contentType)]
        let answer = try await ask(HTTPRequest(.post, target, fields: fields, body: form.body))
        return try answer.decode(WireUploadResult.self).version
    }

    /// Versions 1, in force, 2 and 3 of `hello`.
    func threeVersions() async throws {
        try await upload(.example(message: "first", deploy: true))
        try await upload(.example(message: "second", tag: "polite"))
        try await upload(.example(message: "third"))
    }
}
