import NativeWire

/// A walk through deployments: one version, a split, back again; and so on with other versions.
struct DeploymentWalk: Sendable {
    private let api: APIClient
    private let worker: String
    private var generator: SeededGenerator
    private(set) var steps = 0
    var ledger = ReleaseLedger()

    /// How long one step may be repeated while nobody answers.
    private static let stepLimit: Duration = .seconds(15)

    init(api: APIClient, worker: String, seed: UInt64) {
        self.api = api
        self.worker = worker
        generator = SeededGenerator(seed: seed)
    }

    mutating func step() async throws {
        let key = "step-\(steps)"
        let order = [1, 2, 3].shuffled(using: &generator)
        let kind = steps % 3
        let result = try await api.insisting(for: Self.stepLimit) { api in
            switch kind {
            case 0: try await api.deploy([order[0]: "100"], of: worker, key: key)
            case 1: try await api.deploy([order[0]: "33.3", order[1]: "66.7"], of: worker, key: key)
            default: try await api.rollback(worker, key: key)
            }
        }
        ledger.acknowledge(Set(result.deployment.shares.map(\.version)), revision: result.commit.revision)
        steps += 1
    }
}
