import HTTPModel
import Testing

/// Sluice in front of a stock Prefect server, with a relay between that sees every request.
struct FlowFaultScene {
    /// How long a turn or a recovery may take on a busy machine.
    static let limit: Duration = .seconds(30)

    let prefect: PrefectServer
    let relay: PrefectRelay
    let server: SluiceServer
    /// Through Sluice.
    let api: PrefectAPI
    /// Past Sluice.
    let upstream: PrefectAPI

    static func run(_ body: (FlowFaultScene) async throws -> Void) async throws {
        try await PrefectServer.running { prefect in
            try await PrefectRelay.running(to: prefect.url) { relay in
                try await SluiceServer.running(["--prefect-upstream", relay.url]) { server in
                    let upstream = try prefect.api
                    try await upstream.checked(.post, "/work_pools/", ["name": "local", "type": "process"])
                    try await body(
                        FlowFaultScene(
                            prefect: prefect,
                            relay: relay,
                            server: server,
                            api: try PrefectAPI(of: try #require(try server.endpoints().prefect)),
                            upstream: upstream
                        )
                    )
                }
            }
        }
    }

    // MARK: Looking

    var isJournalEmpty: Bool { (try? FlowJournalFile.count(inHome: server.home)) == 0 }

    /// All versions of a deployment, oldest first, as Sluice answers them.
    func versions(of id: String) async throws -> [JSONValue] {
        let page = try await api.checked(.get, "/deployments/\(id)/versions")
        return (page["results"]?.array ?? []).reversed()
    }

    /// The number of the version that Sluice says is live in the answer to a client.
    func live(_ id: String) async throws -> Int? {
        let version = try await api.checked(.get, "/deployments/\(id)")["version_id"]?.string
        return try await versions(of: id).first { $0["id"]?.string == version }?["number"]?.integer
    }

    /// Expects that Prefect has exactly the content of the live version, which is told consistently.
    func expectAgreement(on id: String, versions count: Int, _ comment: String) async throws {
        #expect(isJournalEmpty, "\(comment)")
        let versions = try await versions(of: id)
        #expect(versions.compactMap { $0["number"]?.integer } == Array(1...count), "\(comment)")
        let live = versions.filter { $0["live"]?.bool == true }
        #expect(live.count == 1, "\(comment)")
        let stored = try await upstream.checked(.get, "/deployments/\(id)")
        for property in Self.versioned {
            #expect(Self.value(property, stored) == Self.value(property, live.first), "\(comment): \(property)")
        }
    }

    /// The schedules that Prefect has, without what the server gives them by itself.
    func schedules(of id: String) async throws -> Set<JSONValue> {
        let schedules = try await upstream.checked(.get, "/deployments/\(id)/schedules").array ?? []
        return Set(
            schedules.map { schedule in
                let own = ["id", "created", "updated", "deployment_id"]
                return .object((schedule.object ?? [:]).filter { !own.contains($0.key) })
            }
        )
    }

    private static let versioned = [
        "description", "tags", "labels", "entrypoint", "pull_steps", "parameters", "parameter_openapi_schema",
        "enforce_parameter_schema", "work_pool_name", "work_queue_name", "job_variables", "version", "path",
    ]

    /// Prefect puts labels of its own on; what is absent is as good as empty.
    private static func value(_ property: String, _ document: JSONValue?) -> JSONValue? {
        guard let value = document?[property] else { return nil }
        guard let members = value.object else { return value.array == [] ? nil : value }
        let own = property == "labels" ? members.filter { !$0.key.hasPrefix("prefect.") } : members
        return own.isEmpty ? nil : .object(own)
    }

    // MARK: Doing

    func promote(_ number: Int, of id: String) async throws -> PrefectAPI.Answer {
        try await api.send(.post, "/deployments/\(id)/versions/\(number)/promote", [:])
    }

    /// Makes a deployment of two versions, of which the second is live, and schedules of both kinds.
    ///
    /// The second is written by `PATCH` where no label differs, as a whole otherwise.
    func makeDeployment(_ pair: VersionPair) async throws -> String {
        let flow = try await api.checked(.post, "/flows/", ["name": "faulty"])["id"] ?? .null
        let whole = { (content: JSONValue) in
            JSONValue.object(
                (content.object ?? [:]).merging(["name": .string(pair.rawValue), "flow_id": flow]) { $1 }
            )
        }
        let made = try await api.checked(.post, "/deployments/", whole(pair.first))
        let id = try #require(made["id"]?.string)
        switch pair {
        case .update: try await api.checked(.patch, "/deployments/\(id)", pair.second)
        case .whole: try await api.checked(.post, "/deployments/", whole(pair.second))
        }
        try await api.checked(.post, "/deployments/\(id)/schedules", VersionPair.schedules)
        return id
    }

    /// Two contents between which a deployment is moved.
    enum VersionPair: String, CaseIterable {
        /// They differ in what an update brings.
        case update
        /// They differ in labels, and in parameters that are templates.
        case whole

        var first: JSONValue {
            var content: [String: JSONValue] = [
                "description": "one", "version": "1", "tags": ["a"], "entrypoint": "flow.py:work",
                "parameters": ["x": 1], "work_pool_name": "local", "work_queue_name": "default",
                "job_variables": ["env": ["A": "1"]], "parameter_openapi_schema": Self.schema,
            ]
            if self == .whole { content["labels"] = ["team": "a", "rank": 1] }
            return .object(content)
        }

        var second: JSONValue {
            var content: [String: JSONValue] = [
                "description": "two", "version": "2", "tags": ["b", "c"], "entrypoint": "flow.py:work",
                "parameters": ["x": 2], "work_pool_name": "local", "work_queue_name": "default",
                "job_variables": ["env": ["A": "2"]], "parameter_openapi_schema": Self.schema,
            ]
            if self == .whole {
                content["labels"] = ["team": "b"]
                content["parameters"] = ["x": ["__prefect_kind": "jinja", "template": "{{ 1 + 1 }}"]]
            }
            return .object(content)
        }

        private static let schema: JSONValue = ["type": "object", "properties": ["x": ["title": "x"]]]

        /// Not active, so that nothing runs by itself.
        static let schedules: JSONValue = [
            [
                "schedule": ["cron": "0 3 * * *", "timezone": "UTC"], "active": false, "max_scheduled_runs": 4,
                "slug": "nightly", "parameters": ["x": 7],
            ],
            ["schedule": ["interval": 3_600], "active": false, "max_scheduled_runs": 2],
        ]
    }
}
