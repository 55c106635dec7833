import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

extension Site {
    static let flow = "täglich laden/über nacht"

    var flowName: WorkloadName { WorkloadName(account: account.id, kind: .flow, name: Self.flow) }

    /// Writes contents one after the other, as a client of Prefect's, each of which becomes a version that is live.
    @discardableResult
    func write(_ flows: ExampleFlows, _ texts: String...) async throws -> [Version] {
        var versions: [Version] = []
        for text in texts {
            let provenance = Provenance(
                provider: .github,
                url: text == "unsafe" ? "javascript:alert(1)" : "https://git.example/a/tree/1a2b",
                branch: "main",
                commit: "1a2b3c4d5e",
                message: "<b>\(text)</b>"
            )
            let written = try await plane.follow(
                flowName,
                noting: FlowNote(provenance: provenance),
                by: Attribution(author: "ada", source: .sdk)
            ) {
                flows[Self.flow] = try ExampleFlows.content(text)
                return .written(())
            }
            if let version = written.published?.version { versions.append(version) }
        }
        return versions
    }

    /// A run that was made under a version, and started under another one or not at all.
    func run(_ flows: ExampleFlows, _ name: String, under made: Version, started: Version? = nil) async throws {
        let run = FlowRun(
            id: FlowPickup.ID(UUID()),
            name: name,
            state: started == nil ? "Scheduled" : "Completed",
            isScheduled: started == nil,
            isAutomatic: false,
            label: nil,
            createdVersion: made.id,
            createdAt: clock.now,
            expectedAt: nil,
            startedAt: nil
        )
        flows.add(run)
        guard let started else { return }
        let pickup = FlowPickup(run: run.id, workload: started.workload, version: started.id, at: clock.now)
        try await ledger.record([pickup])
    }

    func liveFlowVersion() async throws -> Int? {
        try await plane.liveVersion(of: try await plane.workload(flowName))?.number
    }
}
