package import FoundationEssentials
package import ReleaseCore
package import ReleaseModel

extension FlowIntent {
    /// A move of a flow from one version to another, or a write to it.
    package static func example(
        _ flow: String = "etl/nightly",
        account: Account.ID,
        action: Action = .write,
        id: UUID = UUID(),
        after seconds: Int = 0
    ) -> FlowIntent {
        FlowIntent(
            id: ID(id),
            flow: WorkloadName(account: account, kind: .flow, name: flow),
            action: action,
            note: FlowNote(provenance: Provenance(provider: .github, commit: "c0ffee"), verbatim: #"{"sent":"so"}"#),
            attribution: .example("because"),
            openedAt: .example(seconds)
        )
    }
}

extension FlowPickup {
    package static func example(_ run: UUID, _ version: Version, after seconds: Int = 0) -> FlowPickup {
        FlowPickup(run: ID(run), workload: version.workload, version: version.id, at: .example(seconds))
    }
}
