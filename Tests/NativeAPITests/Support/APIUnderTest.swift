import FoundationEssentials
import HTTPModel
import NativeAPI
import NativeWire
import ReleaseCore
import ReleaseModel
import ResourceStorage
import StoreSQLite
import Testing

/// The API over the real core and the real store, in a home of its own.
///
/// The data plane, which is another process, answers here with constants.
struct APIUnderTest: Sendable {
    let api: ControlAPI
    let plane: ReleasePlane
    let store: SQLiteStore
    let resources: ResourceStore
    let vault: SQLiteSecretVault
    let accessKeys: SQLiteAccessKeyStore
    let account: Account
    let clock: TestClock
    let issuer: TokenIssuer
    let failures: FailureLog
    /// The one namespace that versions may be bound to.
    static let namespace = "5eb63bbbe01eeed093cb22bb8f5acdc3"
    /// The secret of a token with the scope `admin`, of the owner `ada`.
    let admin: String
    private let document: OpenAPIDocument

    static let port = 8_700

    /// Makes what the API sees of a Prefect server.
    typealias Prefect = @Sendable (SQLiteStore) -> PrefectView

    /// Makes an empty server, runs the body with it and removes it, whatever happens.
    static func run(
        uploadLimit: Int = ControlAPIConfiguration.standardUploadLimit,
        dataPlane: DataPlaneView = .example(),
        loading: Result<Exports, LoadFailure>? = .success(Exports(handlers: ["fetch"])),
        allowsUnsupported: Bool = false,
        prefect: Prefect? = nil,
        _ body: @Sendable (APIUnderTest) async throws -> Void
    ) async throws {
        let home = "/tmp/sluice-api-\(UUID().uuidString.prefix(8))"
        defer { try? FileManager.default.removeItem(atPath: home) }
        let store = try await SQLiteStore.open(home: StoreLocation(home: home))
        let resources = try await ResourceStore.open(StoreLocation(home: home).resources)
        do {
            let api = try await APIUnderTest(
                store: store,
                resources: resources,
                uploadLimit: uploadLimit,
                dataPlane: dataPlane,
                loading: loading,
                allowsUnsupported: allowsUnsupported,
                prefect: prefect?(store)
            )
            try await body(api)
        } catch {
            await resources.close()
            await store.close()
            throw error
        }
        await resources.close()
        await store.close()
    }

    private init(
        store: SQLiteStore,
        resources: ResourceStore,
        uploadLimit: Int,
        dataPlane: DataPlaneView,
        loading: Result<Exports, LoadFailure>?,
        allowsUnsupported: Bool,
        prefect: PrefectView?
    ) async throws {
        let clock = TestClock()
        let failures = FailureLog()
        let account = try #require(try await store.accounts().first)
        let randomBytes = { @Sendable (count: Int) in (0..<count).map { _ in UInt8.random(in: 0...255) } }
        plane = ReleasePlane(
            store: store,
            blobs: store.blobs,
            environment: ReleasePlane.Environment(
                now: { clock.now },
                makeUUID: { UUID() },
                announce: { _ in .inForce(after: .milliseconds(2)) },
                tryLoading: { _, _ in loading }
            )
        )
        issuer = TokenIssuer(
            access: store,
            now: { clock.now },
            makeUUID: { UUID() },
            randomBytes: randomBytes
        )
        vault = store.vault(keys: try .example())
        accessKeys = store.accessKeys(keys: try .example())
        api = ControlAPI(
            plane: plane,
            access: store,
            bindings: BindingResolver(
                store: store,
                vault: vault,
                allowsUnsupported: allowsUnsupported,
                hasNamespace: { (id, _) in id.compact == Self.namespace }
            ),
            assets: store.assets,
            vault: vault,
            accessKeys: accessKeys,
            resources: resources,
            configuration: ControlAPIConfiguration(
                serverVersion: "0.1.0",
                controlURL: "http://127.0.0.1:\(Self.port)",
                controlPort: Self.port,
                hostNames: ["sluice.example"],
                trafficURL: "http://127.0.0.1:8787",
                trafficPort: 8_787,
                zones: [try DomainName("example.com")],
                functionEngines: ["python3.10": "python"],
                uploadLimit: uploadLimit
            ),
            environment: ControlAPIEnvironment(
                now: { clock.now },
                makeUUID: { UUID() },
                randomBytes: randomBytes,
                process: { .example() },
                report: { failures.add($0) }
            ),
            dataPlane: dataPlane,
            prefect: prefect
        )
        self.store = store
        self.resources = resources
        self.account = account
        self.clock = clock
        self.failures = failures
        document = try OpenAPIDocument.read()
        admin = try await issuer.issue(to: "ada", scopes: [.admin], account: account.id).secret
    }

    /// Makes a token and returns its secret.
    func token(_ scopes: Set<AccessToken.Scope>, owner: String = "ci") async throws -> String {
        try await issuer.issue(to: owner, scopes: scopes, account: account.id).secret
    }

    /// Sends a request as the administrator, unless it brings its own `Authorization`, and holds the answer against
    /// the OpenAPI document.
    func send(_ request: HTTPRequest) async throws -> TestAnswer {
        var request = request
        request.authority = request.authority ?? "127.0.0.1:\(Self.port)"
        if !request.fields.contains(.authorization) {
            request.fields.set(.authorization, to: try HTTPFieldValue("Bearer \(admin)"))
        }
        return try await sendBare(request)
    }

    /// Sends a request as it is.
    func sendBare(_ request: HTTPRequest) async throws -> TestAnswer {
        let answer = try await TestAnswer(await api.handle(request))
        document.check(answer, to: request)
        return answer
    }

    func get(_ target: HTTPTarget, fields: HTTPFields = [:]) async throws -> TestAnswer {
        try await send(HTTPRequest(.get, target, fields: fields))
    }

    func change(
        _ method: HTTPMethod,
        _ target: HTTPTarget,
        _ json: String = "",
        fields: HTTPFields = [:]
    ) async throws -> TestAnswer {
        try await send(HTTPRequest(method, target, fields: fields, body: .text(json)))
    }

    /// Uploads a worker; by default `hello` with one module, deployed at once.
    func upload(
        _ form: TestForm = TestForm(),
        to name: String = "hello",
        fields: HTTPFields = [:]
    ) async throws -> TestAnswer {
        try await send(try form.request(to: name, fields: fields))
    }

    /// The revision the store stands at, which no refusal may move.
    func head() async throws -> Int {
        try await store.head().revision.number
    }
}
