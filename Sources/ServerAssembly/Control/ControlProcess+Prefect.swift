import DialectPrefect
import FoundationEssentials
import HTTPEngine
import HTTPModel
import Lifecycle
import NativeAPI
import ReleaseCore
import ReleaseModel
import StoreSQLite
import Telemetry

/// The Prefect server that this one stands in front of, as the control process has it.
extension ControlProcess {
    /// Returns the server behind the listener; `nil` where there is none.
    func prefectServer() throws -> PrefectServer? {
        guard let prefect = configuration.prefect else { return nil }
        let credential = PrefectCredential(in: ProcessInfo.processInfo.environment)
        return try PrefectServer(at: try HTTPEndpoint(url: prefect.upstream), authString: credential?.text)
    }

    /// What the native API sees of it; `nil` where there is none.
    func prefectView(_ store: SQLiteStore) throws -> PrefectView? {
        guard let prefect = configuration.prefect else { return nil }
        let health = try PrefectHealth(of: try HTTPEndpoint(url: prefect.upstream))
        return PrefectView(
            url: prefect.url,
            upstream: prefect.upstream,
            journal: store,
            isAnswering: { await health.isAnswering() }
        )
    }

    /// What serves Prefect's clients, and looks after what happens past it; nothing where there is no Prefect.
    func prefectServices(
        _ server: PrefectServer?,
        _ plane: ReleasePlane,
        _ store: SQLiteStore,
        account: Account.ID
    ) throws -> [any Service] {
        guard let server, let prefect = configuration.prefect else { return [] }
        let log = log
        let api = PrefectAPI(
            plane: plane,
            ledger: store,
            access: store,
            server: server,
            configuration: PrefectAPIConfiguration(
                account: account,
                port: Int(prefect.port),
                hostNames: configuration.serve.controlHosts,
                needsToken: prefect.access == .token
            ),
            environment: PrefectEnvironment(
                now: { Date() },
                report: { code, cause in
                    log.error("request to Prefect failed", ["code": .string(code), "cause": .string(cause)])
                }
            )
        )
        let listener = HTTPServer(
            name: "prefect",
            on: [try ListeningSocket(inherited: prefect.listeners)],
            limits: Self.limits,
            log: log,
            handler: { await api.handle($0) }
        )
        return [listener, FlowWatch(api: api, journal: store)]
    }
}
