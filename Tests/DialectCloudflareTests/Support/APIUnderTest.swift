import ContentDigest
import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel
import ResourceStorage
import StoreSQLite
import Testing

@testable import DialectCloudflare

/// The API over the real core and the real stores, in a home of its own.
///
/// The data plane, which is another process, takes all code here and tells nothing.
struct APIUnderTest: Sendable {
    let api: CloudflareAPI
    let resources: ResourceStore
    let account: Account.ID
    private let token: String

    private static let port = 8_700
    /// What all modules of one upload may have here: 1 MiB.
    static let uploadLimit = 1 << 20

    /// An answer with its body read: its result, or the first error in it.
    struct Outcome: Hashable, Sendable {
        let status: Int
        let code: Int?
        let message: String?
        var result = JSONValue.null
    }

    /// Makes an empty server, runs the body with it and removes it, whatever happens.
    static func run(zones: [String] = [], _ body: (APIUnderTest) async throws -> Void) async throws {
        let home = "/tmp/sluice-cf-\(UUID().uuidString.prefix(8))"
        defer { try? FileManager.default.removeItem(atPath: home) }
        let location = StoreLocation(home: home)
        let store = try await SQLiteStore.open(home: location)
        do {
            let resources = try await ResourceStore.open(location.resources)
            do {
                try await body(try await APIUnderTest(store, resources, zones: zones))
            } catch {
                await resources.close()
                throw error
            }
            await resources.close()
        } catch {
            await store.close()
            throw error
        }
        await store.close()
    }

    private init(_ store: SQLiteStore, _ resources: ResourceStore, zones: [String]) async throws {
        account = try #require(try await store.accounts().first).id
        self.resources = resources
        let issuer = TokenIssuer(
            access: store,
            now: { Date() },
            makeUUID: { UUID() },
            randomBytes: { SecureBytes.random(count: $0) }
        )
        token = try await issuer.issue(to: "ada", scopes: [.admin], account: account).secret
        let key = [UInt8](repeating: 7, count: KeyRing.keyByteCount)
        let keys = try #require(KeyRing(digestKey: key, sealingKeys: ["a": key], current: "a"))
        api = CloudflareAPI(
            plane: ReleasePlane(
                store: store,
                blobs: store.blobs,
                environment: ReleasePlane.Environment(
                    now: { Date() },
                    makeUUID: { UUID() },
                    announce: { _ in .inForce(after: .zero) },
                    tryLoading: { _, _ in .success(Exports(handlers: ["fetch"])) }
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
                domain: "workers.example.test",
                zones: try zones.map { try DomainName($0) },
                uploadLimit: Self.uploadLimit
            ),
            environment: CloudflareEnvironment(
                now: { Date() },
                makeUUID: { UUID() },
                authenticate: { keys.code(for: $0, purpose: "test") },
                randomBytes: { SecureBytes.random(count: $0) },
                invocations: { _ in nil },
                report: { _, _, _ in }
            )
        )
    }

    /// Sends a request for something of the account.
    func send(
        _ method: HTTPMethod,
        _ path: String,
        type: String = "application/json",
        _ body: HTTPBody = .empty,
        as bearer: String? = nil
    ) async throws -> Outcome {
        let target = try HTTPTarget("/client/v4/accounts/\(account.compact)/\(path)")
        let fields: HTTPFields = [
            .authorization: try HTTPFieldValue("Bearer \(bearer ?? token)"), .contentType: try HTTPFieldValue(type),
        ]
        let request = HTTPRequest(method, target, authority: "127.0.0.1:\(Self.port)", fields: fields, body: body)
        let response = await api.handle(request)
        let bytes = try await response.body.collect(upTo: 4 << 20)
        let document = try? JSONValue(parsing: bytes)
        let error = document?["errors"]?.array?.first
        return Outcome(
            status: response.status.code,
            code: error?["code"]?.integer,
            message: error?["message"]?.string,
            result: document?["result"] ?? .null
        )
    }

    /// Uploads a worker of modules, the first of which is the main one; deploys it unless it is to be a version alone.
    func upload(
        _ name: String = "hello",
        modules: KeyValuePairs<String, String> = ["index.js": "export default {}"],
        bindings: String = "[]",
        also members: String = "",
        asVersion: Bool = false,
        query: String = ""
    ) async throws -> Outcome {
        var form = MultipartWriter()
        let main = modules.first?.key ?? ""
        let metadata = #"{"main_module":"\#(main)","bindings":\#(bindings)\#(members)}"#
        form.add("metadata", contentType: "application/json", body: .text(metadata))
        for (name, text) in modules {
            let type: HTTPFieldValue = name.hasSuffix(".js") ? "application/javascript+module" : "text/plain"
            form.add(name, contentType: type, body: .text(text))
        }
        let path = "workers/scripts/\(name)\(asVersion ? "/versions" : "")\(query)"
        return try await send(asVersion ? .post : .put, path, type: form.contentType, form.body)
    }
}
