import FoundationEssentials
import ReleaseCore
import ReleaseModel
import Testing

@Suite("Hiding a deployment", .timeLimit(.minutes(1)))
struct HidingTests {
    @Test("leaves it in the history, marked, and refuses what is in force, hidden or unknown")
    func hides() async throws {
        try await Bench.run { bench in
            try await bench.versions(2)
            let first = try await bench.deploy([1: "100"]).value
            let second = try await bench.deploy([2: "100"]).value
            func hide(_ id: Deployment.ID, of worker: String = "hello") async throws {
                _ = try await bench.plane.hideDeployment(id, of: bench.name(worker), record: .example())
            }
            try await bench.refuses("deploymentInForce") { try await hide(second.id) }
            try await bench.upload("other", to: "other")
            try await bench.refuses("deploymentNotFound") { try await hide(first.id, of: "other") }
            try await hide(first.id)
            #expect(try await bench.history().map(\.isHidden) == [true, false])
            try await bench.refuses("deploymentNotFound") { try await hide(first.id) }
            try await bench.refuses("deploymentNotFound") { try await hide(Deployment.ID(UUID())) }
            #expect(try await bench.serving() == [2: 100_000])
        }
    }
}
