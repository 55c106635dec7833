import HTTPModel
import RuntimeSupervision
import TestSurroundings
import Testing

extension EndToEndTests {
    /// A real server behind a relay: every request of a move is a place where one of both may die.
    @Suite(
        "No change of a flow is ever half done",
        .enabled(if: PrefectEnvironment.isInstalled, Comment(rawValue: PrefectEnvironment.absence))
    )
    struct FlowFaultTests {
        private typealias Scene = FlowFaultScene

        /// The parts share a server, whose start takes longer than most of them.
        @Test("kill -9 before and after each request of a move, of Sluice and of Prefect, leaves one version, whole")
        func kills() async throws {
            try await Scene.run { scene in
                for pair in Scene.VersionPair.allCases {
                    let id = try await scene.makeDeployment(pair)
                    let schedules = try await scene.schedules(of: id)
                    #expect(schedules.count == 2)
                    let steps = try await steps(of: id, scene)
                    let writes = steps.filter(\.isWrite)
                    #expect(writes.count == 1, "\(steps)")
                    for index in steps.indices {
                        for side in PrefectRelay.Stop.Side.allCases {
                            let stop = PrefectRelay.Stop(request: index, side: side)
                            try await killSluice(at: stop, steps, of: id, scene)
                            #expect(try await scene.schedules(of: id) == schedules, "\(pair) \(side) \(steps[index])")
                        }
                    }
                    try await killAcknowledged(of: id, scene)
                    for side in PrefectRelay.Stop.Side.allCases {
                        try await killPrefect(side, steps, of: id, scene)
                        #expect(try await scene.schedules(of: id) == schedules, "\(pair) \(side)")
                    }
                }
            }
        }

        /// The requests of a move that nothing disturbs.
        private func steps(of id: String, _ scene: Scene) async throws -> [PrefectRelay.Line] {
            let target = try await target(of: id, scene).to
            scene.relay.watch()
            #expect(try await scene.promote(target, of: id).status == .ok)
            let steps = scene.relay.lines
            try await scene.expectAgreement(on: id, versions: 2, "undisturbed")
            return steps
        }

        /// From which version a move leads to which: there are two.
        private func target(of id: String, _ scene: Scene) async throws -> (from: Int, to: Int) {
            let live = try #require(try await scene.live(id))
            return (live, 3 - live)
        }

        private func killSluice(
            at stop: PrefectRelay.Stop,
            _ steps: [PrefectRelay.Line],
            of id: String,
            _ scene: Scene
        ) async throws {
            let comment = "killed \(stop.side) \(steps[stop.request]), request \(stop.request)"
            let (from, to) = try await target(of: id, scene)
            let before = scene.relay.acceptedWrites.count
            scene.relay.watch(stopping: stop)
            async let promotion = try? scene.promote(to, of: id)
            try await Deadline(in: Scene.limit).wait(comment) { scene.relay.isHolding }
            #expect(scene.relay.lines == Array(steps.prefix(stop.request + 1)), "\(comment)")
            let wasWritten = scene.relay.acceptedWrites.count > before
            try await scene.server.kill(.control)
            #expect(await promotion == nil, "\(comment)")
            try await recover(scene, comment)
            #expect(try await scene.live(id) == (wasWritten ? to : from), "\(comment)")
            try await scene.expectAgreement(on: id, versions: 2, comment)
        }

        /// What was acknowledged stays.
        private func killAcknowledged(of id: String, _ scene: Scene) async throws {
            let (_, to) = try await target(of: id, scene)
            #expect(try await scene.promote(to, of: id).status == .ok)
            try await scene.server.kill(.control)
            try await recover(scene, "killed when it was acknowledged")
            #expect(try await scene.live(id) == to)
            try await scene.expectAgreement(on: id, versions: 2, "killed when it was acknowledged")
        }

        /// Waits until the supervisor has started the process anew, and that has settled what it found: nobody asks it to.
        private func recover(_ scene: Scene, _ comment: String) async throws {
            scene.relay.watch()
            try await Deadline(in: Scene.limit).wait("\(comment): looked through, and the journal is empty") {
                scene.relay.looks > 0 && scene.isJournalEmpty
            }
        }

        /// Kills the server while the write of a move is under way; the move is refused, and settled when it is back.
        private func killPrefect(
            _ side: PrefectRelay.Stop.Side,
            _ steps: [PrefectRelay.Line],
            of id: String,
            _ scene: Scene
        ) async throws {
            let comment = "Prefect killed \(side) the write"
            let (from, to) = try await target(of: id, scene)
            let index = steps.firstIndex { $0.isWrite }
            let write = try #require(index)
            scene.relay.watch(stopping: PrefectRelay.Stop(request: write, side: side))
            async let promotion = scene.promote(to, of: id)
            try await Deadline(in: Scene.limit).wait(comment) { scene.relay.isHolding }
            scene.prefect.kill()
            try await Deadline(in: Scene.limit).wait("Prefect is gone") {
                (try? await scene.upstream.send(.get, "/health")) == nil
            }
            scene.relay.release()
            let answer = try await promotion
            #expect(answer.status == .badGateway, "\(comment): \(answer.json.text)")
            #expect(answer.json["code"]?.string == "upstream_unreachable", "\(comment)")
            #expect(!scene.isJournalEmpty, "\(comment)")
            try await scene.prefect.start()
            // Whose turn is next finds it.
            #expect(try await scene.live(id) == (side == .after ? to : from), "\(comment)")
            try await scene.expectAgreement(on: id, versions: 2, comment)
        }

        // MARK: Many at once

        private static let clients = 8
        private static let deployments = 5
        /// Eight interpreters on two cores.
        private static let deployLimit: Duration = .seconds(150)

        @Test("eight clients deploy five deployments at once: none fails, each write is a version; then the disk fills")
        func crowd() async throws {
            try await Scene.run { scene in
                let project = try Self.project()
                let url = try #require(try scene.server.endpoints().prefect)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in 1...Self.clients {
                        group.addTask {
                            let client = try PrefectClient(of: url, by: scene.server.launcher)
                            _ = try await client.run(
                                "--no-prompt",
                                "deploy",
                                "--all",
                                in: project.path,
                                environment: ["WRITER": "client \(number)"],
                                within: Self.deployLimit
                            ).checked()
                        }
                    }
                    try await group.waitForAll()
                }
                #expect(scene.relay.acceptedWrites.count == Self.clients * Self.deployments)
                var ids: [String] = []
                for number in 1...Self.deployments {
                    let id = try #require(try await scene.upstream.deployment("work", "d\(number)")["id"]?.string)
                    try await scene.expectAgreement(on: id, versions: Self.clients, "d\(number)")
                    let writers = Set(try await scene.versions(of: id).compactMap { $0["description"]?.string })
                    #expect(writers.count == Self.clients, "d\(number): \(writers)")
                    ids.append(id)
                }
                try await fillDisk(ids[0], scene)
            }
        }

        private static func project() throws -> TemporaryFolder {
            let deployments = (1...deployments).map { number in
                """
                - name: d\(number)
                  entrypoint: flow.py:work
                  description: "{{ $WRITER }}"
                  work_pool: {name: local}

                """
            }
            return try TemporaryFolder([
                "flow.py": "from prefect import flow\n\n\n@flow\ndef work():\n    pass\n",
                "prefect.yaml": "name: crowd\npull: []\ndeployments:\n" + deployments.joined(),
            ])
        }

        // MARK: A full disk

        /// Below the reserve nothing becomes a version, and nothing is written; what is there can still be moved.
        private func fillDisk(_ id: String, _ scene: Scene) async throws {
            try await scene.server.stop()
            try await scene.server.start(extra: ["--disk-reserve", "1024T"])
            let before = try await scene.upstream.checked(.get, "/deployments/\(id)")
            let writes = scene.relay.acceptedWrites.count

            let refused = try await scene.api.send(.patch, "/deployments/\(id)", ["description": "too much"])
            #expect(refused.status == .insufficientStorage)
            #expect(refused.json["code"]?.string == "disk_reserve")
            let new: JSONValue = ["name": "new", "flow_id": before["flow_id"] ?? .null]
            #expect(try await scene.api.send(.post, "/deployments/", new).status == .insufficientStorage)
            #expect(scene.relay.acceptedWrites.count == writes)
            #expect(try await scene.upstream.checked(.get, "/deployments/\(id)") == before)
            try await scene.expectAgreement(on: id, versions: Self.clients, "refused")

            try await scene.api.checked(.patch, "/deployments/\(id)", ["paused": true])
            for number in [1, Self.clients] {
                #expect(try await scene.promote(number, of: id).status == .ok)
                #expect(try await scene.live(id) == number)
                try await scene.expectAgreement(on: id, versions: Self.clients, "moved to \(number)")
            }
        }
    }
}
