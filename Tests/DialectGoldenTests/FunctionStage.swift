import DialectFunctionCompute
import Foundation
import HTTPModel
import NativeAPI
import NativeWire
import ReleaseCore
import ReleaseModel
import ResourceStorage
import StoreSQLite

/// Function Compute's API over real stores in a folder of their own, beside the native API over the same; there is no data
/// process.
///
/// Stories name their packages `{ONE}` and `{TWO}`, in base 64.
struct FunctionStage: StoryStage {
    private let functions: FunctionComputeAPI
    private let native: ControlAPI
    let accountText: String
    let tokens: [String: String]
    let countsTags = true
    let prefix = ""
    let identity = HTTPFieldName.functionComputeRequestID
    let words: [(name: String, value: String)] = FunctionStage.packages

    private let clock: StageClock

    static func run(_ story: (FunctionStage) async throws -> Void) async throws {
        try await withStage { store, location, clock in
            let resources = try await ResourceStore.open(location.resources)
            let result = await Result { try await story(FunctionStage(store, resources, clock)) }
            await resources.close()
            try result.get()
        }
    }

    private init(_ store: SQLiteStore, _ resources: ResourceStore, _ clock: StageClock) async throws {
        self.clock = clock
        let keys = try KeyRing.stage()
        let account = try await store.stageAccount()
        accountText = account.description
        tokens = try await store.stageTokens(account, clock)
        let plane = ReleasePlane(
            store: store,
            blobs: store.blobs,
            environment: ReleasePlane.Environment(
                now: { clock.now },
                makeUUID: { clock.makeUUID() },
                announce: { _ in .noDataPlane },
                tryLoading: { _, _ in nil }
            )
        )
        native = try ControlAPI.stage(plane, store, resources, keys, clock)
        let accessKeys = store.accessKeys(keys: keys)
        functions = FunctionComputeAPI(
            plane: plane,
            access: store,
            verifier: RequestVerifier(
                nonces: NonceRegister { .now },
                now: { clock.now },
                key: { (id) async throws(ReleaseError) in try await accessKeys.accessKey(id) }
            ),
            configuration: FunctionComputeConfiguration(
                controlPort: Stage.port,
                hostNames: ["control.test"],
                controlURL: "http://127.0.0.1:\(Stage.port)",
                trafficPort: 8_787,
                domain: "localhost",
                zones: [try DomainName("example.test")],
                runtimes: ["python3", "nodejs20", "custom"]
            ),
            environment: FunctionComputeEnvironment(
                now: { clock.now },
                makeUUID: { clock.makeUUID() },
                authenticate: { keys.code(for: Array($0.utf8), purpose: "packages of functions") },
                forward: { _, _ in throw FunctionComputeEnvironment.DataPlaneUnavailable() },
                readyInstances: { _, _, _ in nil },
                protectsReferencedVersions: { account in
                    let setting = AccountSetting.protectReferencedVersions
                    return try await store.state(of: setting, account: account) ?? setting.standard == .on
                },
                report: { _, _, cause in print("failed: \(cause)") }
            )
        )
    }

    func usual(at path: String) -> [String: String?] {
        path.hasPrefix(NativeRoutes.prefix)
            ? ["cache-control": "no-store", "x-content-type-options": "nosniff"] : [identity.lowercased: nil]
    }

    func answer(_ request: HTTPRequest) async -> HTTPResponse {
        clock.tick()
        return request.target.path.hasPrefix(NativeRoutes.prefix)
            ? await native.handle(request) : await functions.handle(request)
    }

    /// Packages of one function in Python, which answers `one` or `two`; nothing in them is compressed.
    private static let packages: [(name: String, value: String)] = [
        (
            "ONE",
            "UEsDBBQAAAAAAAAAIVChVWghLgAAAC4AAAAIAAAAaW5kZXgucHlkZWYgaGFuZGxlcihldmVudCwgY29udGV4dCk6CiAgICByZXR1cm4g"
                + "Im9uZSIKUEsBAhQDFAAAAAAAAAAhUKFVaCEuAAAALgAAAAgAAAAAAAAAAAAAAKSBAAAAAGluZGV4LnB5UEsFBgAAAAABAAEANgAA"
                + "AFQAAAAAAA=="
        ),
        (
            "TWO",
            "UEsDBBQAAAAAAAAAIVDxbt4WLgAAAC4AAAAIAAAAaW5kZXgucHlkZWYgaGFuZGxlcihldmVudCwgY29udGV4dCk6CiAgICByZXR1cm4g"
                + "InR3byIKUEsBAhQDFAAAAAAAAAAhUPFu3hYuAAAALgAAAAgAAAAAAAAAAAAAAKSBAAAAAGluZGV4LnB5UEsFBgAAAAABAAEANgAA"
                + "AFQAAAAAAA=="
        ),
    ]
}

extension ControlAPI {
    /// The native API of a stage, which sees no data process.
    fileprivate static func stage(
        _ plane: ReleasePlane,
        _ store: SQLiteStore,
        _ resources: ResourceStore,
        _ keys: KeyRing,
        _ clock: StageClock
    ) throws -> ControlAPI {
        let vault = store.vault(keys: keys)
        return ControlAPI(
            plane: plane,
            access: store,
            bindings: BindingResolver(
                store: store,
                vault: vault,
                allowsUnsupported: false,
                hasNamespace: { _, _ in false }
            ),
            assets: store.assets,
            vault: vault,
            accessKeys: store.accessKeys(keys: keys),
            resources: resources,
            configuration: ControlAPIConfiguration(
                serverVersion: "0.1.0",
                controlURL: "http://127.0.0.1:\(Stage.port)",
                controlPort: Stage.port,
                trafficURL: "http://127.0.0.1:8787",
                trafficPort: 8_787
            ),
            environment: ControlAPIEnvironment(
                now: { clock.now },
                makeUUID: { clock.makeUUID() },
                randomBytes: { clock.bytes($0) },
                process: { WireProcess(pid: 1, uptimeSeconds: 0) },
                report: { print("failed: \($0.cause)") }
            ),
            dataPlane: DataPlaneView(
                status: { nil },
                metrics: { "" },
                warmth: { _, _ in nil },
                tail: { _, _ in nil }
            )
        )
    }
}
