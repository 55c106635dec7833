import DialectCloudflare
import Foundation
import HTTPModel
import ReleaseCore
import ReleaseModel
import ResourceStorage
import StoreSQLite
import Synchronization

/// Cloudflare's API over real stores in a folder of their own.
///
/// Its clock goes on by a second at every request, and identities are counted. There is no data process.
struct Stage {
    let api: CloudflareAPI
    let account: Account.ID
    /// Secrets of access tokens by the names that stories call them.
    let tokens: [String: String]

    private let clock: Clock

    static let port = 8_700

    static func run(_ story: (Stage) async throws -> Void) async throws {
        let home = FileManager.default.temporaryDirectory.appending(path: "sluice-golden-\(UUID())")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: home) }
        let clock = Clock()
        let location = StoreLocation(home: home.path(percentEncoded: false))
        let store = try await SQLiteStore.open(home: location, now: { clock.now })
        let resources = try await ResourceStore.open(location.resources)
        let result = await Result { try await story(Stage(store, resources, clock)) }
        await resources.close()
        await store.close()
        try result.get()
    }

    private init(_ store: SQLiteStore, _ resources: ResourceStore, _ clock: Clock) async throws {
        self.clock = clock
        guard let account = try await store.accounts().first?.id,
            let keys = KeyRing(digestKey: Self.key(1), sealingKeys: ["k1": Self.key(2)], current: "k1")
        else { throw Incomplete() }
        self.account = account
        let issuer = TokenIssuer(
            access: store,
            now: { clock.now },
            makeUUID: { clock.makeUUID() },
            randomBytes: { clock.bytes($0) }
        )
        var tokens: [String: String] = [:]
        let scopes: [(String, Set<AccessToken.Scope>)] = [
            ("admin", Set(AccessToken.Scope.allCases)), ("reader", [.read]),
        ]
        for (name, scopes) in scopes {
            tokens[name] = try await issuer.issue(to: name, scopes: scopes, account: account).secret
        }
        self.tokens = tokens
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

    private struct Incomplete: Error {}

    private static func key(_ byte: UInt8) -> [UInt8] {
        Array(repeating: byte, count: KeyRing.keyByteCount)
    }

    /// Sends a request a second after the one before.
    func answer(_ request: HTTPRequest) async -> HTTPResponse {
        clock.tick()
        return await api.handle(request)
    }

    /// Time, identities and chance, none of which is left to chance.
    private final class Clock: Sendable {
        private let state = Mutex((seconds: 0, identities: UInt32(0), bytes: UInt8(0)))

        var now: Date { Date(timeIntervalSince1970: 1_767_225_600 + TimeInterval(state.withLock { $0.seconds })) }

        func tick() {
            state.withLock { $0.seconds += 1 }
        }

        func makeUUID() -> UUID {
            let number = state.withLock { state in
                state.identities += 1
                return state.identities
            }
            let bytes = stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt32($0)) }
            return UUID(uuid: (bytes[0], bytes[1], bytes[2], bytes[3], 0, 0, 0x40, 0, 0x80, 0, 0, 0, 0, 0, 0, 0))
        }

        func bytes(_ count: Int) -> [UInt8] {
            let byte = state.withLock { state in
                state.bytes += 1
                return state.bytes
            }
            return Array(repeating: byte, count: count)
        }
    }
}

extension Result where Failure == any Error, Success == Void {
    fileprivate init(catching body: () async throws -> Void) async {
        do {
            try await body()
            self = .success(())
        } catch {
            self = .failure(error)
        }
    }
}
