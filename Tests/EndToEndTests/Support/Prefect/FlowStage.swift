import FoundationEssentials
import HTTPModel
import Testing

/// A stock Prefect server, Sluice in front of it, and clients that know of Sluice alone.
struct FlowStage: Sendable {
    /// The stage of the suite that runs; see ``FlowStageTrait``.
    @TaskLocal static var current: FlowStage?

    let prefect: PrefectServer
    let sluice: SluiceServer
    /// Where Sluice stands for Prefect, without `/api`.
    let url: String

    init(_ prefect: PrefectServer, behind sluice: SluiceServer) throws {
        self.prefect = prefect
        self.sluice = sluice
        url = try #require(try sluice.endpoints().prefect)
    }

    /// Prefect's API by way of Sluice, with what the server itself asks for.
    var api: PrefectAPI {
        get throws { try PrefectAPI(of: url, credential: prefect.credential) }
    }

    /// Prefect's own client by way of Sluice; `variables` are added to its environment.
    func client(_ variables: [String: String] = [:]) throws -> PrefectClient {
        try PrefectClient(of: url, by: prefect.launcher, variables: variables)
    }

    /// Makes a flow and a deployment of it as clients do, and returns the deployment as Sluice answers it.
    func deploy(_ name: String, ofFlow flow: String, _ properties: JSONValue = [:]) async throws -> JSONValue {
        let id = try await api.checked(.post, "/flows/", ["name": .string(flow)])["id"]
        let own: JSONValue = ["name": .string(name), "flow_id": id ?? .null]
        return try await api.checked(.post, "/deployments/", own.merging(properties))
    }

    /// Returns the history of a deployment, newest first.
    func versions(of deployment: String) async throws -> [JSONValue] {
        let page = try await api.checked(.get, "/deployments/\(deployment)/versions")
        return try #require(page["results"]?.array)
    }

    /// Returns the number of the version that is live.
    func live(of deployment: String) async throws -> Int? {
        let live = try await versions(of: deployment).filter { $0["live"]?.bool == true }
        #expect(live.count == 1)
        return live.first?["number"]?.integer
    }

    func promote(_ version: String, of deployment: String) async throws {
        try await api.checked(.post, "/deployments/\(deployment)/versions/\(version)/promote", ["message": "a test's"])
    }
}

/// Starts one pair of servers for all tests of a suite, which take seconds to start; each test has its own flows.
struct FlowStageTrait: SuiteTrait, TestScoping {
    /// `USER:PASSWORD`, where Prefect's server asks for that.
    let credential: String?
    /// Variables of Prefect's server.
    let settings: [String: String]

    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing tests: @Sendable () async throws -> Void
    ) async throws {
        try await PrefectServer.running(credential: credential, settings: settings) { prefect in
            let environment = credential.map { ["SLUICE_PREFECT_AUTH_STRING": $0] } ?? [:]
            try await SluiceServer.running(["--prefect-upstream", prefect.url], environment: environment) { sluice in
                let stage = try FlowStage(prefect, behind: sluice)
                try await FlowStage.$current.withValue(stage) { try await tests() }
            }
        }
    }
}

extension Trait where Self == FlowStageTrait {
    static func flowStage(credential: String? = nil, settings: [String: String] = [:]) -> Self {
        FlowStageTrait(credential: credential, settings: settings)
    }
}
