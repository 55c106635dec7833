import HTTPModel
import NativeWire
import RuntimeSupervision
import Testing

extension EndToEndTests {
    @Suite("Kill -9 at any moment")
    struct SuddenDeathTests {
        private static let rounds = 200
        private static let worker = "probe"
        /// How long a request is repeated that was not answered.
        private static let repeatLimit: Duration = .seconds(20)
        /// A cold start takes longer than all the rest of a round.
        private static let roundsPerRequest = 10
        /// The longest pause between the beginning of the changes and the kill: some changes are over by then.
        private static let longestPause = 60_000

        /// Every change is asked for with the same key until it is acknowledged, so it must be there exactly once.
        @Test("200 rounds of kill -9 during uploads and deployments: nothing acknowledged is lost, nothing done twice")
        func rounds() async throws {
            try await SluiceServer.running { server in
                var generator = SeededGenerator(seed: 20_261_121)
                var journal = AcknowledgedChanges()
                let first = try await server.api.upload(.probe("first"), to: Self.worker, deploy: true)
                journal.note(first)
                for number in 1...Self.rounds {
                    try await round(number, server, &journal, &generator)
                }
                try await expectNothingLost(server, journal)
                let check = try await server.cli("check")
                #expect(check.succeeded, "\(check.output)\(check.errors)")
            }
        }

        /// Kills one of the three processes while an upload and a deployment are under way, and sees the server back.
        private func round(
            _ number: Int,
            _ server: SluiceServer,
            _ journal: inout AcknowledgedChanges,
            _ generator: inout SeededGenerator
        ) async throws {
            let api = try server.api
            let victim = try #require(Victim.allCases.randomElement(using: &generator))
            let pause = Duration.microseconds(Int.random(in: 0...Self.longestPause, using: &generator))
            let code = try WorkerCode.probe("round \(number)", ballast: Int.random(in: 0...100_000, using: &generator))
            let deploys = Bool.random(using: &generator)
            let version = try #require(journal.numbers.randomElement(using: &generator))

            let upload = { @Sendable (api: APIClient) in
                try await api.upload(code, to: Self.worker, deploy: deploys, key: "upload-\(number)")
            }
            let deployment = { @Sendable (api: APIClient) in
                try await api.deploy([version: "100"], of: Self.worker, key: "deployment-\(number)")
            }
            async let uploaded = api.ifAnswered(upload)
            async let deployed = api.ifAnswered(deployment)
            try await Deadline.pass(pause)
            try await server.kill(victim)
            if let upload = try await uploaded { journal.note(upload) }
            if let deployment = try await deployed { journal.note(deployment.deployment) }
            try await server.recover(from: victim)
            journal.note(try await api.insisting(for: Self.repeatLimit, upload))
            journal.note(try await api.insisting(for: Self.repeatLimit, deployment).deployment)

            let orphans = server.processes.orphanedEngines
            #expect(orphans.isEmpty, "round \(number), \(victim): \(orphans)")
            guard number.isMultiple(of: Self.roundsPerRequest) else { return }
            let answer = try await server.ask("/version", of: Self.worker)
            #expect(answer.status == .ok, "round \(number), \(victim): \(answer.text)")
        }

        private func expectNothingLost(_ server: SluiceServer, _ journal: AcknowledgedChanges) async throws {
            let versions = try await server.api.versions(of: Self.worker)
            #expect(versions.map(\.number) == Array((1...(Self.rounds + 1)).reversed()), "each number once")
            let deployments = try await server.api.deployments(of: Self.worker)
            #expect(deployments.map(\.sequence) == Array((1...deployments.count).reversed()), "the history has gaps")
            #expect(journal.lost(from: versions, deployments) == [])
            #expect(deployments.count == journal.deploymentCount, "a repeated request was carried out twice")
        }
    }
}
