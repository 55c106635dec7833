import FoundationEssentials
import HTTPModel
import NativeWire
import TestSurroundings
import Testing

extension EndToEndTests {
    /// A stock server, unmodified clients, and a worker that runs what is live.
    @Suite(
        "A deployment has a history, and any of its versions can be made live",
        .enabled(if: PrefectEnvironment.isInstalled, Comment(rawValue: PrefectEnvironment.absence)),
        .flowStage()
    )
    struct FlowLifeTests {
        private let stage: FlowStage

        init() throws {
            stage = try #require(FlowStage.current)
        }

        @Test("each commit's code runs while its version is live, and runs tell their versions, mixed ones too")
        func commits() async throws {
            let repository = try await FlowRepository(in: stage.prefect.folder, by: stage.prefect.launcher)
            let client = try stage.client()
            _ = try await client.run("work-pool", "create", "local", "--type", "process").checked()
            let worker = try await client.start(
                "worker",
                "start",
                "--pool",
                "local",
                in: stage.prefect.folder.path,
                environment: ["PREFECT_WORKER_QUERY_SECONDS": "1"]
            )
            defer { worker.kill() }

            let first = try await repository.commit(greeting: "Hello")
            try await repository.deploy(first, by: client)
            #expect(try await greeting(ofRun: try await run(client, "--watch")) == "Hello, world!")

            let second = try await repository.commit(greeting: "Goodbye")
            try await repository.deploy(second, by: client)
            let id = try #require(try await stage.api.deployment("greet", "production")["id"]?.string)
            try await expectInspected(by: client, second, of: id)
            #expect(try await greeting(ofRun: try await run(client, "--watch")) == "Goodbye, world!")

            let waiting = try await run(client, "--start-in", "1 hour")
            try await stage.promote("1", of: id)
            let now: JSONValue = ["state": ["type": "SCHEDULED", "name": "Scheduled"], "force": true]
            try await stage.api.checked(.post, "/flow_runs/\(waiting)/set_state", now)
            try await completes(waiting)
            #expect(try await greeting(ofRun: waiting) == "Hello, world!")

            let moved: WireDeploymentResult = try await stage.sluice.api.send(
                .post,
                "flows/greet%2Fproduction/promote",
                WirePromoteRequest(version: String(second.prefix(8)))
            )
            #expect(moved.deployment.shares.map(\.version) == [2])
            let last = try await run(client, "--watch")
            #expect(try await greeting(ofRun: last) == "Goodbye, world!")

            let runs: WireList<WireFlowRun> = try await stage.sluice.api.get("flows/greet%2Fproduction/runs")
            let told = runs.items.map { [$0.createdVersion, $0.startedVersion] }
            #expect(Set(told) == [[1, 1], [2, 2], [2, 1]])
            #expect(runs.items.filter(\.mixed).map(\.id) == [waiting])
            #expect(try await versionsOfEvents(ofRun: last) == [try await stage.versions(of: id)[0]["id"]?.string])
            try await expectFound(runs.items, mixed: waiting, of: id)
        }

        @Test("an edit on Prefect's pages becomes a version, which is live also after a rollback")
        func edit() async throws {
            let made = try await stage.deploy("edited", ofFlow: "pages", ["version": "1.0", "description": "one"])
            let id = try #require(made["id"]?.string)
            try await stage.api.checked(.patch, "/deployments/\(id)", ["description": "two", "version": "2.0"])
            try await stage.promote("1.0", of: id)
            #expect(try await stage.live(of: id) == 1)

            try await stage.api.checked(.patch, "/deployments/\(id)", ["description": "three"])
            let newest = try #require(try await stage.versions(of: id).first)
            #expect(newest["number"] == 3 && newest["live"] == true && newest["description"] == "three")
            let read = try await stage.api.checked(.get, "/deployments/\(id)")
            #expect(read["version_id"] == newest["id"])
            #expect(read["version_info"] == ["type": "prefect:simple", "version": "1.0"])

            // The very same once more is a deployment, too.
            try await stage.api.checked(.patch, "/deployments/\(id)", ["description": "three"])
            #expect(try await stage.live(of: id) == 4)
        }

        @Test("pausing, schedules and limits make no version, and outlive promotion and rollback with their identities")
        func unversioned() async throws {
            let made = try await stage.deploy("kept", ofFlow: "steady", ["description": "one"])
            let id = try #require(made["id"]?.string)
            try await stage.api.checked(.patch, "/deployments/\(id)", ["description": "two"])

            let client = try stage.client()
            _ = try await client.run("deployment", "schedule", "create", "steady/kept", "--interval", "3600").checked()
            let schedules = try #require(try await stage.api.checked(.get, "/deployments/\(id)/schedules").array)
            let schedule = try #require(schedules.first?["id"]?.string)
            _ = try await client.run("deployment", "schedule", "pause", "steady/kept", schedule).checked()
            try await stage.api.checked(.post, "/deployments/\(id)/pause_deployment")
            let limits: JSONValue = [
                "concurrency_limit": 3, "concurrency_options": ["collision_strategy": "CANCEL_NEW"],
            ]
            try await stage.api.checked(.patch, "/deployments/\(id)", limits)
            let before = try await unversioned(of: id)
            #expect(before["paused"] == true && before["global_concurrency_limit"]?["limit"] == 3)
            #expect(before["schedules"]?.array?.count == 1 && before["schedules"]?.array?.first?["active"] == false)
            #expect(try await stage.versions(of: id).count == 2)

            try await stage.promote("1", of: id)
            #expect(try await stage.prefect.api.checked(.get, "/deployments/\(id)")["description"] == "one")
            #expect(try await unversioned(of: id) == before)
            let rollback = WireRollbackRequest()
            let _: WireDeploymentResult = try await stage.sluice.api.send(
                .post,
                "flows/steady%2Fkept/rollback",
                rollback
            )
            #expect(try await stage.prefect.api.checked(.get, "/deployments/\(id)")["description"] == "two")
            #expect(try await unversioned(of: id) == before)
            #expect(try await stage.versions(of: id).count == 2)
        }

        @Test("deleting ends a history, and a deployment made anew goes on counting")
        func deletion() async throws {
            let made = try await stage.deploy("fleeting", ofFlow: "mayfly", ["description": "one"])
            let id = try #require(made["id"]?.string)
            try await stage.api.checked(.patch, "/deployments/\(id)", ["description": "two"])
            _ = try await stage.client().run("deployment", "delete", "mayfly/fleeting").checked()
            #expect(try await stage.api.send(.get, "/deployments/\(id)/versions").status == .notFound)
            let gone = await #expect(throws: WireProblem.self) {
                let _: WireList<WireVersion> = try await stage.sluice.api.get("flows/mayfly%2Ffleeting/versions")
            }
            #expect(gone?.code == "workload_not_found")

            let again = try await stage.deploy("fleeting", ofFlow: "mayfly", ["description": "three"])
            let next = try #require(again["id"]?.string)
            #expect(next != id)
            #expect(try await stage.versions(of: next).map { $0["number"]?.integer } == [3])
            #expect(try await stage.api.send(.get, "/deployments/\(next)/versions/1").status == .notFound)
        }

        // MARK: Runs

        /// Runs the deployment as a person does, and returns the run's identity.
        private func run(_ client: PrefectClient, _ how: String...) async throws -> String {
            let words = ["--watch-interval", "1"].filter { _ in how == ["--watch"] }
            let made = try await client.run(["deployment", "run", "greet/production"] + how + words).checked()
            return try #require(made.output.firstMatch(of: /UUID: ([0-9a-f-]{36})/).map { String($0.output.1) })
        }

        private func completes(_ run: String) async throws {
            try await Deadline(in: PrefectClient.commandLimit).wait("the run ends", every: .milliseconds(200)) {
                let state = try await stage.api.checked(.get, "/flow_runs/\(run)")["state_type"]?.string
                if state == "FAILED" || state == "CRASHED" { throw CocoaError(.featureUnsupported) }
                return state == "COMPLETED"
            }
        }

        /// What a run printed, which reaches the server in a moment.
        private func greeting(ofRun run: String) async throws -> String {
            let query: JSONValue = ["logs": ["flow_run_id": ["any_": [.string(run)]]]]
            return try await Deadline(in: .seconds(15)).poll("the run's output is there", every: .milliseconds(100)) {
                let lines = try await stage.api.checked(.post, "/logs/filter", query).array ?? []
                return lines.compactMap { $0["message"]?.string }.first { $0.hasSuffix(", world!") }
            }
        }

        /// The versions that clients named in their events of a run.
        private func versionsOfEvents(ofRun run: String) async throws -> Set<String?> {
            let query: JSONValue = [
                "filter": [
                    "event": ["prefix": ["prefect.worker."]],
                    "related": ["id": [.string("prefect.flow-run.\(run)")]],
                ]
            ]
            return try await Deadline(in: .seconds(15)).poll("the worker's events are there", every: .milliseconds(200))
            {
                let events = try await stage.prefect.api.checked(.post, "/events/filter", query)["events"]?.array ?? []
                let versions = events.flatMap { $0["related"]?.array ?? [] }.compactMap { related in
                    related["prefect.deployment.version-id"]?.string
                }
                return versions.isEmpty ? nil : Set(versions)
            }
        }

        // MARK: Reading

        /// Runs are found by the versions that they were made or started under, and tell what they ran.
        private func expectFound(_ runs: [WireFlowRun], mixed: String, of id: String) async throws {
            let versions = try await stage.versions(of: id)
            for version in versions {
                let number = version["number"]?.integer
                let expected = runs.filter { $0.createdVersion == number || $0.startedVersion == number }.map(\.id)
                let asked: [(String, JSONValue?)] = [
                    ("deployment_version_id", version["id"]), ("deployment_version_info", version["version_info"]),
                ]
                for (property, value) in asked {
                    let found = try await FoundRuns(at: stage, of: id, by: property, [value ?? .null]).versions
                    #expect(Set(found.keys) == Set(expected) && expected.contains(mixed))
                    #expect(found[mixed] == versions.last?["id"]?.string)
                    let others = found.filter { $0.key != mixed }.values
                    #expect(!others.isEmpty && others.allSatisfy { $0 == version["id"]?.string })
                }
            }
            #expect(try await FoundRuns(at: stage, of: id, by: "deployment_version_id", []).versions.isEmpty)
            let read = try await stage.api.checked(.get, "/flow_runs/\(mixed)")
            #expect(read["deployment_version_id"] == versions.last?["id"])
        }

        private func expectInspected(by client: PrefectClient, _ commit: String, of id: String) async throws {
            let text = try await client.run("deployment", "inspect", "greet/production", "--output", "json").checked()
            let inspected = try #require(JSONValue(Array(text.output.utf8)))
            #expect(inspected["version"]?.string == String(commit.prefix(8)))
            #expect(inspected["version_id"] == (try await stage.versions(of: id).first)?["id"])
            let info: JSONValue = [
                "type": "vcs:github", "version": .string(String(commit.prefix(8))), "commit_sha": .string(commit),
                "branch": "main", "repository": "octo/flow", "message": "Say Goodbye",
                "url": .string("https://github.test/octo/flow/tree/\(commit)"),
            ]
            #expect(inspected["version_info"] == info)
        }

        /// What no version has, as the server itself says it.
        private func unversioned(of id: String) async throws -> JSONValue {
            let read = try await stage.prefect.api.checked(.get, "/deployments/\(id)")
            let names = ["paused", "schedules", "concurrency_limit", "global_concurrency_limit", "concurrency_options"]
            return .object(Dictionary(uniqueKeysWithValues: names.map { ($0, read[$0] ?? .null) }))
        }
    }
}
