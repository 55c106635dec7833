import HTTPModel
import ReleaseCore
import ReleaseModel

/// Requests that make sense, and that the state of the store refuses.
extension Refusal {
    static func noStableDeployment(_ alias: Alias.Name, of name: WorkloadName) -> Refusal {
        Refusal(
            .noStableDeployment,
            "No earlier deployment to the alias \(alias) of the \(name) gave one version everything.",
            next: "Name a version to go back to: sluice rollback VERSION --name \(name.name)"
        )
    }

    static func versionRequired(_ alias: Alias.Name, of name: WorkloadName, _ targets: Int) -> Refusal {
        Refusal(
            .versionRequired,
            targets == 1
                ? "The alias \(alias) of the \(name) has one version, which has all the traffic already."
                : "The alias \(alias) of the \(name) has \(targets) versions, so it is not clear which one is meant.",
            next: "Name the version: sluice promote VERSION --name \(name.name)"
        )
    }

    static func draftUnchanged(_ version: Version, of name: WorkloadName) -> Refusal {
        Refusal(
            .draftUnchanged,
            "The draft of the \(name) has not changed since version \(version.number).",
            next: "Deploy version \(version.number), or change the draft first."
        )
    }

    static func alreadyInForce(_ version: Version, _ alias: Alias.Name, of name: WorkloadName) -> Refusal {
        Refusal(
            .alreadyInForce,
            "Version \(version.number) has all the traffic of the alias \(alias) of the \(name) already.",
            next: "There is nothing to do, unless another version was meant."
        )
    }

    static func versionInUse(_ version: Version, of name: WorkloadName, _ referrers: [String]) -> Refusal {
        Refusal(
            .versionInUse,
            "Version \(version.number) of the \(name) is in use.",
            next: "Deploy other versions there first, or leave them behind with --policy dangle.",
            candidates: referrers
        )
    }

    static func deploymentInForce(_ deployment: Deployment, of name: WorkloadName) -> Refusal {
        Refusal(
            .deploymentInForce,
            "Deployment \(deployment.id) of the \(name) is in force.",
            next: "Deploy something else first."
        )
    }

    static func splitInForce(_ deployment: Deployment, _ versions: [Version], of name: WorkloadName) -> Refusal {
        Refusal(
            .splitInForce,
            "Versions \(versions.map { String($0.number) }.joined(separator: " and ")) share the requests of the \(name)"
                + " (deployment \(deployment.id)); a deployment would end that.",
            next: "End it first with sluice promote or sluice rollback, or repeat the command with --override-split.",
            candidates: versions.map { "version \($0.number) (\($0.id))" }
        )
    }

    static func preconditionFailed(_ seen: Revision, changedAt: Revision) -> Refusal {
        Refusal(
            .preconditionFailed,
            "It was changed in revision \(changedAt), after revision \(seen) that If-Match names.",
            next: "Read it again, and repeat the change if it still makes sense."
        )
    }

    static func preconditionFailed(missing name: WorkloadName) -> Refusal {
        Refusal(
            .preconditionFailed,
            "There is no \(name) that could match If-Match.",
            next: "Leave If-Match out to create it."
        )
    }

    static func conflict(_ what: String) -> Refusal {
        Refusal(
            .conflict,
            "Somebody else made a change at the same moment (\(what)); nothing was changed by this request.",
            next: "Read the present state and try again."
        )
    }

    static func idempotencyKeyReused(_ key: String) -> Refusal {
        Refusal(
            .idempotencyKeyReused,
            "The Idempotency-Key \"\(key)\" was used for a different request to the same path.",
            next: "Choose a new key for a new request."
        )
    }

    static func idempotencyInProgress(_ key: String) -> Refusal {
        Refusal(
            .idempotencyInProgress,
            "The request with the Idempotency-Key \"\(key)\" is being carried out at this moment.",
            next: "Wait a little and send it again to get its answer.",
            fields: [.retryAfter: "1"]
        )
    }

    static func alreadyCarriedOut(because reason: String, candidates: [String]? = nil) -> Refusal {
        Refusal(
            .alreadyCarriedOut,
            "The request with this Idempotency-Key was carried out before; its answer is not repeated \(reason).",
            next: "Read what it made with a GET, or send a new request with a new key.",
            candidates: candidates
        )
    }

    static func tokenNotFound(_ id: String) -> Refusal {
        Refusal(
            .tokenNotFound,
            "There is no valid token \"\(id)\".",
            next: "See the tokens there are: sluice token list"
        )
    }

    static func accessKeyNotFound(_ id: String) -> Refusal {
        Refusal(
            .accessKeyNotFound,
            "There is no access key \"\(id)\" to revoke.",
            next: "See the keys there are: sluice access-key list"
        )
    }

    static var lastAdminToken: Refusal {
        Refusal(
            .lastAdminToken,
            "This is the last token with the scope admin; without it nobody could make another.",
            next: "Make another admin token first: sluice token create OWNER --scope admin"
        )
    }
}
