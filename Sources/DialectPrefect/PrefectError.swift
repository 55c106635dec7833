import HTTPModel
import ReleaseCore
import ReleaseModel

/// A refusal in the form of Prefect's own: a JSON object whose `detail` its clients show.
struct PrefectError: Error {
    let status: HTTPStatus
    /// Stable; `code` in the document.
    let code: String
    let detail: String
    /// `next_step` in the document.
    let nextStep: String?
    /// For the log; `nil` when it is the client's affair.
    let cause: String?

    init(_ status: HTTPStatus, _ code: String, _ detail: String, next: String? = nil, cause: String? = nil) {
        self.status = status
        self.code = code
        self.detail = detail
        nextStep = next
        self.cause = cause
    }

    static let unreachable = "upstream_unreachable"

    var response: HTTPResponse {
        .problem(status, code, detail, nextStep: nextStep)
    }

    /// Translates whatever ended a request.
    init(_ error: any Error) {
        switch error {
        case let refusal as PrefectError: self = refusal
        case let error as ReleaseError: self.init(error)
        case let failure as FlowFailure: self.init(failure, of: nil)
        case let exhausted as BodyBudget.Exhausted:
            self.init(
                .serviceUnavailable,
                "bodies_exhausted",
                "Too much is being sent at once (allowed: \(exhausted.limit) bytes).",
                next: "Try again in a moment."
            )
        default: self.init(.internalServerError, "internal_error", "The server failed.", cause: "\(error)")
        }
    }

    init(_ failure: FlowFailure, of name: WorkloadName?) {
        let deployment = name.map { "the deployment \"\($0.name)\"" } ?? "the deployment"
        switch failure {
        case .notConfigured:
            self.init(.internalServerError, "flows_not_configured", "There is no Prefect server.", cause: "\(failure)")
        case .gone:
            self.init(.notFound, "flow_gone", "Prefect does not have \(deployment) any more.")
        case .missing(let what, let missing):
            self.init(
                .conflict,
                "flow_reference_missing",
                "The version needs the \(what) \"\(missing)\", which Prefect does not have.",
                next: "Make it, or choose another version. Nothing was changed."
            )
        case .refused(let reason):
            self.init(.conflict, "flow_refused", "Prefect refused the content of the version: \(reason)")
        case .unreachable(let cause):
            self.init(.badGateway, Self.unreachable, "Prefect's server gave no answer of use: \(cause)", cause: cause)
        case .denied(let reason):
            self.init(
                .badGateway,
                "upstream_denied",
                "Prefect's server does not let Sluice do that: \(reason)",
                next: "Start sluice serve with SLUICE_PREFECT_AUTH_STRING as that server has it.",
                cause: reason
            )
        case .differs(let properties):
            self.init(
                .badGateway,
                "flow_differs",
                """
                Prefect took the version of \(deployment), but has something else in \(properties.joined(separator: ", ")).
                """,
                next: "The version that was live is applied again."
            )
        }
    }

    /// Translates what the core refuses: a table without `default`.
    private init(_ error: ReleaseError) {
        switch error {
        case .flowFailed(let failure, let name): self.init(failure, of: name)
        case .flowOnly(let rule, _): self.init(.conflict, "flow_elsewhere", rule)
        case .workloadNotFound(let name):
            self.init(.notFound, "workload_not_found", "Nothing is known of the deployment \"\(name.name)\".")
        case .versionNotFound(let text, let name):
            self.init(.notFound, "version_not_found", "The deployment \"\(name.name)\" has no version \"\(text)\".")
        case .versionReferenceInvalid(let text):
            self.init(.notFound, "version_not_found", "\"\(text)\" is no name of a version.")
        case .versionAmbiguous(let text, let name, let found):
            let candidates = found.map { "\($0.number) (\($0.id))" }.joined(separator: ", ")
            self.init(
                .conflict,
                "version_ambiguous",
                "\"\(text)\" may be any of these versions of \"\(name.name)\": \(candidates).",
                next: "Name one by its number or identity."
            )
        case .versionDeleted(let version, _):
            self.init(.notFound, "version_deleted", "Version \(version.number) was deleted.")
        case .alreadyInForce(let version, _, _):
            self.init(.conflict, "already_in_force", "Version \(version.number) is live already.")
        case .noStableDeployment(_, let name):
            self.init(.conflict, "no_stable_deployment", "No other version of \"\(name.name)\" was live before.")
        case .preconditionFailed:
            self.init(.preconditionFailed, "precondition_failed", "The deployment changed meanwhile.")
        case .conflict(let what): self.init(.conflict, "conflict", "Somebody else was faster: \(what).")
        case .textTooLong(let field, let count, let limit):
            self.init(
                .unprocessableContent,
                "text_too_long",
                "The field \(field) has \(count) characters; the limit is \(limit)."
            )
        case .cursorInvalid(let text): self.init(.unprocessableContent, "cursor_invalid", "\"\(text)\" is no page.")
        case .invalidName(let invalid, let noun):
            self.init(.unprocessableContent, "name_invalid", "\"\(invalid.name)\" is no name of a \(noun).")
        case .contentTooLarge(let limit):
            self.init(.contentTooLarge, "content_too_large", "The content is larger than \(limit) bytes.")
        case .diskReserve(let free, let reserve):
            self.init(
                .insufficientStorage,
                "disk_reserve",
                "Sluice's disk is nearly full: \(free >> 20) MiB are free, \(reserve >> 20) MiB must stay so.",
                next: "Make room. Nothing was changed."
            )
        case .storeUnavailable(let operation, let cause):
            // Which Prefect's clients try again.
            self.init(
                .serviceUnavailable,
                "store_unavailable",
                "Sluice's store failed.",
                cause: "\(operation): \(cause)"
            )
        case .workloadExists, .accountExists, .secretNotFound, .draftNotFound, .aliasNotFound, .aliasExists,
            .aliasIsBuiltIn, .aliasNotDeployed, .deploymentNotFound, .hostTaken, .triggerTaken, .zoneForbidden,
            .splitInvalid, .percentagesOff, .tooManyTargets, .tooManyRules, .tooManyAliases, .tooManyTriggers,
            .tooManyAccounts, .contentInvalid, .bindingInvalid, .settingInvalid, .manifestInvalid, .scopeUnknown,
            .versionRequired, .draftUnchanged, .versionInUse, .deploymentInForce, .splitInForce, .loadFailed,
            .idempotencyKeyReused, .tokenNotFound, .accessKeyNotFound, .assetSessionNotFound, .assetsMissing,
            .lastAdminToken, .blobMissing, .secretMissing, .secretUnreadable, .accessKeyUnreadable, .digestMismatch,
            .storeCorrupt, .schemaTooNew:
            self.init(.internalServerError, "internal_error", "Sluice failed.", cause: "\(error)")
        }
    }
}
