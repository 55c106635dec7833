import FoundationEssentials
import Glibc
import HTTPModel
import Testing

extension EndToEndTests {
    /// Every property of Prefect's tables, as the server itself has it before and after.
    @Suite(
        "A version brings back every property that it has",
        .enabled(if: PrefectEnvironment.isInstalled, Comment(rawValue: PrefectEnvironment.absence)),
        .flowStage()
    )
    struct FlowPropertyTests {
        let stage: FlowStage

        /// The versioned ones that an open server keeps.
        private static let versioned = [
            "description", "tags", "labels", "entrypoint", "pull_steps", "parameters", "parameter_openapi_schema",
            "enforce_parameter_schema", "work_pool_name", "work_queue_name", "work_queue_id", "job_variables",
            "version", "path", "storage_document_id", "infrastructure_document_id",
        ]

        init() throws {
            stage = try #require(FlowStage.current)
        }

        @Test("all of them at once, those that an update cannot bring among them, and schedules stay as they were")
        func all() async throws {
            let one = try await rich("one")
            let two = try await rich("two")
            let made = try await stage.deploy("all", ofFlow: "rich", one)
            let id = try #require(made["id"]?.string)
            let first = try await versioned(of: id)
            for (name, value) in one.object ?? [:] where name != "labels" && name != "version_info" {
                #expect(first[name] == value, "\(name)")
            }
            _ = try await stage.deploy("all", ofFlow: "rich", two)
            let second = try await versioned(of: id)
            let differing = Self.versioned.filter { first[$0] != second[$0] }
            #expect(differing == Self.versioned)
            let versions = try await stage.versions(of: id)
            #expect(versions.map { $0["version_info"] } == [two["version_info"], one["version_info"]])
            #expect(versions.map { $0["created_by"]?["display_value"] } == ["anonymous", "anonymous"])

            let schedule: JSONValue = [
                "schedule": ["cron": "0 4 * * *", "timezone": "Europe/Berlin", "day_or": true], "active": false,
                "max_scheduled_runs": 4, "slug": "nightly", "parameters": ["size": 9],
            ]
            let other: JSONValue = ["schedule": ["interval": 86_400, "anchor_date": "2026-01-01T00:00:00Z"]]
            try await stage.api.checked(.post, "/deployments/\(id)/schedules", [schedule, other])
            let schedules = try await schedules(of: id)
            #expect(schedules.count == 2)

            try await stage.promote("1", of: id)
            #expect(try await versioned(of: id) == first)
            #expect(try await self.schedules(of: id) == schedules)
            let read = try await stage.api.checked(.get, "/deployments/\(id)")
            #expect(read["version_info"] == one["version_info"] && read["version_id"] == versions[1]["id"])

            try await stage.promote("2", of: id)
            #expect(try await versioned(of: id) == second)
            #expect(try await self.schedules(of: id) == schedules)
            #expect(try await stage.versions(of: id).count == 2)
        }

        @Test("those that have nothing come back with nothing, by an update that leaves schedules alone")
        func absent() async throws {
            try await makePool("lone", queue: "aside")
            let made = try await stage.deploy("bare", ofFlow: "plain")
            let id = try #require(made["id"]?.string)
            let first = try await versioned(of: id)
            let full: JSONValue = [
                "description": "set", "tags": ["t"], "entrypoint": "f.py:f", "parameters": ["x": ["y": 1]],
                "enforce_parameter_schema": false, "work_pool_name": "lone", "work_queue_name": "aside",
                "job_variables": ["env": ["A": "1"]], "version": "9", "path": "/srv",
                "pull_steps": [["prefect.deployments.steps.set_working_directory": ["directory": "/srv"]]],
            ]
            try await stage.api.checked(.patch, "/deployments/\(id)", full)
            try await stage.api.checked(
                .post,
                "/deployments/\(id)/schedules",
                [["schedule": ["interval": 86_400], "max_scheduled_runs": 2, "parameters": ["size": 1]]]
            )
            let second = try await versioned(of: id)
            let schedules = try await stage.prefect.api.checked(.get, "/deployments/\(id)/schedules")

            try await stage.promote("1", of: id)
            #expect(try await versioned(of: id) == first)
            try await stage.promote("2", of: id)
            #expect(try await versioned(of: id) == second)
            #expect(try await stage.prefect.api.checked(.get, "/deployments/\(id)/schedules") == schedules)
        }

        @Test("nothing is changed when the pool of a version is gone, and the answer says so")
        func missing() async throws {
            try await makePool("fleeting", queue: "q")
            let made = try await stage.deploy("moved", ofFlow: "nomad", ["work_pool_name": "fleeting"])
            let id = try #require(made["id"]?.string)
            try await stage.api.checked(.patch, "/deployments/\(id)", ["work_pool_name": nil, "description": "two"])
            let before = try await versioned(of: id)
            try await stage.prefect.api.checked(.delete, "/work_pools/fleeting")
            let refused = try await stage.api.send(.post, "/deployments/\(id)/versions/1/promote", [:])
            #expect(refused.status == .conflict && refused.json["code"] == "flow_reference_missing")
            #expect(refused.json["detail"]?.string?.contains("\"fleeting\"") == true)
            #expect(try await versioned(of: id) == before)
            #expect(try await stage.live(of: id) == 2)
        }

        // MARK: From Python

        @Test("`.deploy()` from Python makes versions, and a rollback brings back what it wrote")
        func deployed() async throws {
            try await makePool("python", queue: "q", type: "process")
            let client = try stage.client()
            for version in ["1.0", "1.1"] {
                _ = try await client.script("\(Checkout.root)/Tests/Clients/prefect/deploying.py", version).checked()
            }
            let id = try #require(try await stage.api.deployment("report", "from-python")["id"]?.string)
            let second = try await versioned(of: id)
            #expect(second["version"] == "1.1" && second["parameters"] == ["size": 11] && second["tags"] == ["v1.1"])
            #expect(try await stage.live(of: id) == (try await stage.versions(of: id).count))

            try await stage.promote("1.0", of: id)
            let first = try await versioned(of: id)
            #expect(first["version"] == "1.0" && first["parameters"] == ["size": 10] && first["tags"] == ["v1.0"])
            try await stage.promote("1.1", of: id)
            #expect(try await versioned(of: id) == second)
        }

        @Test("`.serve()` from Python makes one version at its start, and none when it pauses at its end")
        func served() async throws {
            let program = "\(Checkout.root)/Tests/Clients/prefect/serving.py"
            let serving = try await stage.client().start(script: program)
            defer { serving.kill() }
            let id = try await Deadline(in: PrefectClient.commandLimit).poll("it is served", every: .milliseconds(200))
            {
                if let ending = serving.ending {
                    throw PrefectServer.Ended(ending: ending, text: try serving.errors.text)
                }
                return try? await stage.api.deployment("attend", "served")["id"]?.string
            }
            #expect(try await stage.versions(of: id).count == 1)
            try await Deadline(in: PrefectClient.commandLimit).wait("it polls", every: .milliseconds(200)) {
                try await stage.prefect.api.checked(.get, "/deployments/\(id)")["status"] == "READY"
            }
            serving.signal(SIGINT)
            _ = try await serving.ending(within: PrefectClient.commandLimit)
            #expect(try await stage.prefect.api.checked(.get, "/deployments/\(id)")["paused"] == true)
            #expect(try await stage.versions(of: id).count == 1)
        }

        // MARK: Contents

        /// The body of a client that gives every property a value of its own.
        private func rich(_ name: String) async throws -> JSONValue {
            let isFirst = name == "one"
            try await makePool("pool-\(name)", queue: "queue-\(name)")
            let variable: JSONValue = ["name": .string("limit_\(name)"), "value": 7]
            try await stage.prefect.api.checked(.post, "/variables/", variable)
            return [
                "description": .string("says \(name)"), "tags": ["all", .string(name)],
                "labels": [
                    "team": .string(name), "level": JSONValue(isFirst ? 1 : 2), "on": .bool(isFirst),
                    "share": .number(isFirst ? 0.25 : 0.5),
                ],
                "entrypoint": .string("\(name).py:flow"),
                "pull_steps": [["prefect.deployments.steps.set_working_directory": ["directory": .string("/\(name)")]]],
                "parameters": [
                    "size": JSONValue(isFirst ? 1 : 2), "names": ["ä", "\"quoted\""],
                    "sum": ["__prefect_kind": "jinja", "template": .string("{{ 1 + \(isFirst ? 1 : 2) }}")],
                    "limit": ["__prefect_kind": "workspace_variable", "variable_name": .string("limit_\(name)")],
                ],
                "parameter_openapi_schema": [
                    "type": "object", "title": .string(name), "properties": ["size": ["type": "integer"]],
                ],
                "enforce_parameter_schema": .bool(isFirst), "work_pool_name": .string("pool-\(name)"),
                "work_queue_name": .string("queue-\(name)"), "job_variables": ["env": ["WHO": .string(name)]],
                "version": .string("v-\(name)"), "path": .string("/srv/\(name)"),
                "storage_document_id": .string(try await makeBlock("storage-\(name)")),
                "infrastructure_document_id": .string(try await makeBlock("infrastructure-\(name)")),
                "version_info": ["type": "prefect:simple", "version": .string("v-\(name)"), "extra": .string(name)],
            ]
        }

        private func makePool(_ name: String, queue: String, type: String = "process") async throws {
            let pool: JSONValue = ["name": .string(name), "type": .string(type)]
            try await stage.prefect.api.checked(.post, "/work_pools/", pool)
            try await stage.prefect.api.checked(.post, "/work_pools/\(name)/queues", ["name": .string(queue)])
        }

        private func makeBlock(_ name: String) async throws -> String {
            let api = try stage.prefect.api
            let type = try await api.checked(.get, "/block_types/slug/local-file-system")["id"] ?? .null
            let query: JSONValue = ["block_schemas": ["block_type_id": ["any_": [type]]]]
            let schemas = try await api.checked(.post, "/block_schemas/filter", query)
            let schema = schemas.array?.first?["id"] ?? .null
            let block: JSONValue = [
                "name": .string(name), "data": ["basepath": "/tmp"], "block_type_id": type, "block_schema_id": schema,
            ]
            return try #require(try await api.checked(.post, "/block_documents/", block)["id"]?.string)
        }

        // MARK: Reading

        private func versioned(of id: String) async throws -> JSONValue {
            let read = try await stage.prefect.api.checked(.get, "/deployments/\(id)")
            return .object(Dictionary(uniqueKeysWithValues: Self.versioned.map { ($0, read[$0] ?? .null) }))
        }

        /// What people gave the schedules; their identities are the server's own affair.
        private func schedules(of id: String) async throws -> Set<JSONValue> {
            let schedules = try await stage.prefect.api.checked(.get, "/deployments/\(id)/schedules").array ?? []
            let own = ["id", "created", "updated", "deployment_id"]
            return Set(schedules.map { .object(($0.object ?? [:]).filter { !own.contains($0.key) }) })
        }
    }
}
