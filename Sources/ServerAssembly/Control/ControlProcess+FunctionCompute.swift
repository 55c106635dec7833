import DialectFunctionCompute
import FoundationEssentials
import ReleaseCore
import ReleaseModel
import RuntimeSupervision
import StoreSQLite
import Telemetry

/// Function Compute's API, as the control process has it.
extension ControlProcess {
    /// What runs functions here, by the runtime that they ask for.
    static let functionEngines: [String: String] = Dictionary(
        uniqueKeysWithValues: FunctionRuntime.names.compactMap { FunctionRuntime(named: $0) }.map {
            ($0.name, $0.engine.rawValue)
        }
    )

    func functionCompute(
        _ plane: ReleasePlane,
        _ store: SQLiteStore,
        _ ring: KeyRing,
        _ calls: FunctionClient,
        _ data: DataPlaneClient
    ) -> FunctionComputeAPI {
        let keys = store.accessKeys(keys: ring)
        let log = log
        return FunctionComputeAPI(
            plane: plane,
            access: store,
            verifier: RequestVerifier(
                nonces: NonceRegister(instant: { ContinuousClock.now }),
                now: { Date() },
                key: { (id) async throws(ReleaseError) in try await keys.accessKey(id) }
            ),
            configuration: FunctionComputeConfiguration(
                controlPort: Int(configuration.controlPort),
                hostNames: configuration.serve.controlHosts,
                controlURL: configuration.controlURL,
                trafficPort: Int(configuration.trafficPort),
                domain: configuration.serve.domain,
                zones: configuration.serve.domains,
                runtimes: FunctionRuntime.names
            ),
            environment: FunctionComputeEnvironment(
                now: { Date() },
                makeUUID: { UUID() },
                authenticate: { ring.code(for: Array($0.utf8), purpose: "packages of functions") },
                forward: { try await calls.send($0, for: $1) },
                readyInstances: { await data.readyInstances($0, $1, $2) },
                protectsReferencedVersions: { account in
                    let setting = AccountSetting.protectReferencedVersions
                    return try await store.state(of: setting, account: account) ?? setting.standard == .on
                },
                report: { requestID, code, cause in
                    log.error(
                        "request failed",
                        ["request": .string(requestID), "code": .string(code), "cause": .string(cause)]
                    )
                }
            )
        )
    }
}
