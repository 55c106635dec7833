import FoundationEssentials
import NativeWire
import ReleaseCore
import ReleaseModel

/// How it stands with the Prefect server.
extension ControlAPI {
    /// The age from which a change that is not finished is warned of: what is repeated at Prefect is for 30 s.
    static let overdueChange: Duration = .seconds(120)

    /// What the operator is shown; `nil` for everybody else, who has no flows here, and where there is no such server.
    func prefectStatus(for call: Call) async throws -> WirePrefectStatus? {
        guard let prefect, try await isOperator(call) else { return nil }
        let intents = try await prefect.journal.intents()
        let age = intents.first.map { max(0, environment.now().timeIntervalSince($0.openedAt)) }
        let isAnswering = await prefect.isAnswering()
        var warnings: [String] = []
        if !isAnswering {
            warnings.append("The Prefect server at \(prefect.upstream) does not answer.")
        }
        if let oldest = intents.first, let age, Duration.seconds(age) > Self.overdueChange {
            warnings.append(
                """
                A change of the \(oldest.flow) that was begun \(Int(age / 60)) minutes ago is not finished. It is \
                finished or undone when Prefect answers; until then nothing else is done to that flow.
                """
            )
        }
        return WirePrefectStatus(
            url: prefect.url,
            upstream: prefect.upstream,
            answers: isAnswering,
            flows: try await plane.store.workloadCount(of: call.account, kind: .flow),
            openChanges: intents.count,
            oldestChangeSeconds: age,
            warnings: warnings
        )
    }
}
