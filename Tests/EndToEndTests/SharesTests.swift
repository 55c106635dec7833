import NativeWire
import Testing

extension EndToEndTests {
    @Suite("Shares as requests see them")
    struct SharesTests {
        private static let worker = "probe"
        private static let requests = 20_000
        private static let keys = 200

        @Test("90/10 and three thirds come out within chi-square, p > 0.001")
        func shares() async throws {
            try await SluiceServer.running { server in
                let api = try await prepare(server, versions: 3)
                _ = try await api.deploy([1: "90", 2: "10"], of: Self.worker)
                try await expect([1: 0.9, 2: 0.1], server)
                _ = try await api.deploy([1: "33.333", 2: "33.333", 3: "33.333"], of: Self.worker)
                try await expect([1: 1 / 3, 2: 1 / 3, 3: 1 / 3], server)
            }
        }

        @Test(
            "keys keep their version while shares go 10, 50, 10, and come back with a rollback",
            arguments: KeySource.all
        )
        func stickyKeys(source: KeySource) async throws {
            try await SluiceServer.running { server in
                let api = try await prepare(server, versions: 2)
                if let affinity = source.affinity { try await api.setAffinity(affinity, of: Self.worker) }
                _ = try await api.deploy([1: "90", 2: "10"], of: Self.worker)
                let canary = try await cohorts(server, source)
                let half = try await api.deploy([1: "50", 2: "50"], of: Self.worker)
                let wider = try await cohorts(server, source)
                _ = try await api.deploy([1: "90", 2: "10"], of: Self.worker)
                let narrow = try await cohorts(server, source)
                let back = try await api.rollback(Self.worker, toDeployment: half.deployment.id)
                let restored = try await cohorts(server, source)

                #expect((5...45).contains(canary.count), "\(canary.count) of \(Self.keys) keys at 10 %")
                #expect((70...130).contains(wider.count), "\(wider.count) of \(Self.keys) keys at 50 %")
                #expect(
                    canary.isSubset(of: wider),
                    "keys left a version whose share grew: \(canary.subtracting(wider))"
                )
                #expect(narrow == canary, "the first canary's keys are not the second's")
                #expect(back.deployment.restores == half.deployment.id)
                #expect(restored == wider, "a rollback restores every key")
            }
        }

        private func prepare(_ server: SluiceServer, versions: Int) async throws -> APIClient {
            let api = try server.api
            for number in 1...versions {
                _ = try await api.upload(.probe("greeting \(number)"), to: Self.worker, deploy: true)
            }
            return api
        }

        private func expect(_ shares: [Int: Double], _ server: SluiceServer) async throws {
            let report = await (try Traffic(to: Self.worker, of: server)).send(Self.requests)
            #expect(report.faultCount == 0, "\(report.faults)")
            #expect(report.samples.count == Self.requests)
            let statistic = ChiSquare.statistic(of: report.counts, expecting: shares)
            #expect(statistic < ChiSquare.limit(degreesOfFreedom: shares.count - 1), "\(report.counts)")
        }

        /// Returns the keys that version 2 answers, each asked for twice.
        private func cohorts(_ server: SluiceServer, _ source: KeySource) async throws -> Set<Int> {
            var traffic = try Traffic(to: Self.worker, of: server)
            traffic.fields = { "\(source.header): visitor-\($0 % Self.keys)\r\n" }
            let report = await traffic.send(2 * Self.keys)
            #expect(report.faultCount == 0, "\(report.faults)")
            var versions: [Int: Set<Int>] = [:]
            for sample in report.samples { versions[sample.number % Self.keys, default: []].insert(sample.version) }
            #expect(versions.values.allSatisfy { $0.count == 1 }, "a key got two versions of one deployment")
            return Set(versions.filter { $0.value == [2] }.keys)
        }
    }

    /// How a request says which key it has.
    struct KeySource: Sendable, CustomTestStringConvertible {
        let header: String
        /// The setting of the alias that declares it; absent for the header that always counts.
        let affinity: String?

        static let all = [
            KeySource(header: "Cloudflare-Workers-Version-Key", affinity: nil),
            KeySource(header: "X-Visitor", affinity: "header:X-Visitor"),
        ]

        var testDescription: String { affinity ?? header }
    }
}
