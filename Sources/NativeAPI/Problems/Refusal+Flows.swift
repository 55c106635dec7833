import ReleaseCore
import ReleaseModel

/// What the system that runs flows did not do, and what is done there alone.
extension Refusal {
    static func flowFailed(_ failure: FlowFailure, of name: WorkloadName) -> Refusal {
        switch failure {
        case .notConfigured:
            Refusal(
                .flowsNotConfigured,
                "This server stands in front of no Prefect server, so nothing of the \(name) can be changed.",
                next: "Start it with --prefect-upstream URL, or with --prefect."
            )
        case .gone:
            Refusal(
                .flowGone,
                "Prefect has no deployment \"\(name.name)\" any more.",
                next: "Deploy it again; its history goes on."
            )
        case .missing(let what, let missing):
            Refusal(
                .flowReferenceMissing,
                "The version needs the \(what) \"\(missing)\", which Prefect does not have.",
                next: "Make it there, or choose another version. Nothing was changed."
            )
        case .refused(let reason):
            Refusal(
                .flowRefused,
                "Prefect refused the content of the version: \(reason)",
                next: "The version that was live still is. Mend what Prefect names, or choose another version."
            )
        case .unreachable(let cause):
            Refusal(
                .flowUnreachable,
                "Prefect gave no answer of use: \(cause)",
                next: "Try again when it is back: a change that was begun is then finished or undone first."
            )
        case .denied(let reason):
            Refusal(
                .flowDenied,
                "Prefect does not let Sluice do that: \(reason)",
                next: "Start sluice serve with SLUICE_PREFECT_AUTH_STRING as the Prefect server has it."
            )
        case .differs(let properties):
            Refusal(
                .flowDiffers,
                "Prefect took the version, but has something else in \(properties.joined(separator: ", ")).",
                next: "The version that was live is applied again. See sluice flows versions \(name.name)."
            )
        }
    }

    /// The path that has the runs of a flow has nothing of other kinds.
    static func runsMissing(of kind: Workload.Kind) -> Refusal {
        Refusal(
            .routeNotFound,
            "A \(kind.rawValue) has no runs; flows have.",
            next: "Name a flow: /api/v1/flows/FLOW%2FDEPLOYMENT/runs"
        )
    }

    static func flowElsewhere(_ rule: String, of name: WorkloadName) -> Refusal {
        Refusal(
            .flowElsewhere,
            "This cannot be done to the \(name) here: \(rule).",
            next: "Write, make and delete flows with Prefect's own clients; make versions of them live here."
        )
    }
}
