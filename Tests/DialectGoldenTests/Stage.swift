import Foundation
import HTTPModel
import ReleaseCore
import ReleaseModel
import ResourceStorage
import StoreSQLite

@testable import DialectCloudflare

/// Cloudflare's API over real stores in a folder of their own.
///
/// Its clock goes on by a second at every request, and identities are counted. There is no data process.
struct Stage: StoryStage {
    let api: CloudflareAPI
    let accountText: String
    /// Secrets of access tokens by the names that stories call them.
    let tokens: [String: String]

    private let clock: StageClock

    static let port = 8_700
    let prefix = EndpointTable.prefix
    let countsTags = false
    let identity: HTTPFieldName = "CF-Ray"
    let words: [(name: String, value: String)] = []

    static func run(_ story: (Stage) async throws -> Void) async throws {
        try await withStage { store, location, clock in
            let resources = try await ResourceStore.open(location.resources)
            let result = await Result { try await story(Stage(store, resources, clock)) }
            await resources.close()
            try result.get()
        }
    }

    private init(_ store: SQLiteStore, _ resources: ResourceStore, _ clock: StageClock) async throws {
        self.clock = clock
        let keys = try KeyRing.stage()
        let account = try await store.stageAccount()
        accountText = account.uuid.uuidString.lowercased().replacing("-", with: "")
        tokens = try await store.stageTokens(account, clock)
        api = CloudflareAPI(
            plane: ReleasePlane(
                store: store,
                blobs: store.blobs,
                environment: ReleasePlane.Environment(
                    now: { clock.now },
                    makeUUID: { clock.makeUUID() },
                    announce: { _ in .noDataPlane },
                    tryLoading: { _, _ in nil }
                )
            ),
            access: store,
            vault: store.vault(keys: keys),
            bindings: BindingResolver(
                store: store,
                vault: store.vault(keys: keys),
                allowsUnsupported: false,
                hasNamespace: { (id, account) async throws(ReleaseError) in
                    let namespace = KVNamespace.Reference(KVNamespace.ID(id.uuid), of: account)
                    do {
                        return try await resources.kv.namespace(namespace) != nil
                    } catch {
                        throw .storeUnavailable(operation: "namespace", cause: "\(error)")
                    }
                }
            ),
            resources: resources,
            assets: store.assets,
            configuration: CloudflareConfiguration(
                controlPort: Self.port,
                trafficPort: 8_787,
                zones: [try DomainName("example.test")],
                uploadLimit: 1_048_576
            ),
            environment: CloudflareEnvironment(
                now: { clock.now },
                makeUUID: { clock.makeUUID() },
                authenticate: { keys.code(for: $0, purpose: "asset upload tokens") },
                randomBytes: { clock.bytes($0) },
                invocations: { _ in nil },
                report: { _, _, cause in print("failed: \(cause)") }
            )
        )
    }

    func usual(at path: String) -> [String: String?] {
        ["cache-control": "no-store", "x-content-type-options": "nosniff", "cf-ray": nil]
    }

    /// Sends a request a second after the one before.
    func answer(_ request: HTTPRequest) async -> HTTPResponse {
        clock.tick()
        return await api.handle(request)
    }
}
