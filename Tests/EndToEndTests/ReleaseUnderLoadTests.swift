import NativeWire
import RuntimeSupervision
import Testing

extension EndToEndTests {
    @Suite("Deployments under load")
    struct ReleaseUnderLoadTests {
        private static let deployments = 500
        /// Answers per second.
        private static let leastRate = 1_000.0
        private static let leastKills = 5
        private static let worker = "probe"
        /// How long 500 deployments may take on a busy machine.
        private static let limit: Duration = .seconds(90)

        @Test("500 deployments and rollbacks at 1,000 requests/s: no request fails, none is answered by an old version")
        func steady() async throws {
            try await SluiceServer.running { server in
                let walk = try await prepare(server)
                let (ledger, report) = try await Traffic(to: Self.worker, of: server).during {
                    try await deploy(walk)
                }
                expectFlawless(report, by: ledger)
            }
        }

        @Test("the same while the control process is killed every second")
        func whileControlDies() async throws {
            try await SluiceServer.running { server in
                let walk = try await prepare(server)
                let ((ledger, kills), report) = try await Traffic(to: Self.worker, of: server).during {
                    let killer = Metronome(every: .seconds(1)) {
                        server.processes.role("control")?.killIfAlive() ?? false
                    }
                    async let kills = killer.run()
                    let ledger = try await deploy(walk)
                    killer.stop()
                    return (ledger, try await kills)
                }
                #expect(kills >= Self.leastKills, "too few for the test to mean anything")
                expectFlawless(report, by: ledger)
                let history = try await server.api.deployments(of: Self.worker)
                #expect(history.count == ledger.entries.count, "a repeated request was carried out twice")
            }
        }

        /// Uploads three versions, has each of them serve once, and asks for answers that say who served them.
        private func prepare(_ server: SluiceServer) async throws -> DeploymentWalk {
            let api = try server.api
            var walk = DeploymentWalk(api: api, worker: Self.worker, seed: 20_261_121)
            for number in 1...3 {
                let result = try await api.upload(.probe("greeting \(number)"), to: Self.worker, deploy: true)
                #expect(result.version.number == number)
                walk.ledger.acknowledge([number], revision: result.commit.revision)
            }
            try await api.set("version-headers", to: "on", of: Self.worker)
            return walk
        }

        private func deploy(_ start: DeploymentWalk) async throws -> ReleaseLedger {
            let deadline = Deadline(in: Self.limit)
            var walk = start
            while walk.steps < Self.deployments {
                try #require(!deadline.hasPassed, "only \(walk.steps) deployments within \(Self.limit)")
                try await walk.step()
            }
            return walk.ledger
        }

        private func expectFlawless(_ report: TrafficReport, by ledger: ReleaseLedger) {
            let violations = ledger.violations(in: report.samples)
            #expect(report.faultCount == 0, "\(report.faults)")
            #expect(violations.isEmpty, "\(violations.count): \(violations.prefix(10))")
            #expect(report.rate >= Self.leastRate, "\(report.samples.count) answers in \(report.duration)")
            #expect(Set(report.counts.keys) == [1, 2, 3])
        }
    }
}
