public import ReleaseCore
import ReleaseModel

extension FunctionComputeError {
    /// Translates what the core refuses: a table, long because it has no `default`.
    public init(_ error: ReleaseError) {
        switch error {
        case .workloadNotFound(let name), .draftNotFound(let name): self = .serviceNotFound(name.name)
        case .workloadExists(let name): self.init(.serviceAlreadyExists, "service '\(name.name)' already exists")
        case .versionNotFound(let text, let name):
            self.init(.versionNotFound, "version '\(text)' of service '\(name.name)' does not exist")
        case .versionDeleted(let version, let name): self = .versionNotFound(version.number, service: name.name)
        case .aliasNotFound(let text, let name): self = .aliasNotFound(text, service: name.name)
        case .aliasExists(let alias, let name): self = .aliasAlreadyExists(alias.text, service: name.name)
        case .draftUnchanged(_, let name): self = .nothingToPublish(service: name.name)
        case .contentInvalid(let invalid): self.init(invalid)
        case .preconditionFailed: self = .preconditionFailed
        case .conflict: self.init(.concurrentUpdate, "the resource is being changed by others: try again")
        case .versionInUse(let version, let name, let referrers):
            self.init(
                .versionInUse,
                "version '\(version.number)' of service '\(name.name)' is in use by \(referrers.joined(separator: ", "))"
            )
        case .textTooLong(let field, let count, let limit):
            self = .invalid("\(WireName.of(field)) is too long (allowed: \(limit), actual: \(count))")
        case .tooManyAliases(_, let limit): self.init(.limitExceeded, "a service can have \(limit) aliases")
        case .tooManyTriggers(_, let limit):
            self.init(.limitExceeded, "a service can have \(limit) triggers of one kind")
        case .tooManyRules(_, let limit): self.init(.limitExceeded, "an alias can have \(limit) rules")
        case .tooManyTargets(let count, let limit, _):
            self = .invalid("an alias can have \(limit) versions (actual: \(count))")
        case .invalidName(let invalid, _): self = .invalid("the name '\(invalid.name)' is not allowed")
        case .zoneForbidden(let source):
            self.init(.accessDenied, "\(source.text) lies in a zone of another account")
        case .triggerTaken(let source, _):
            self.init(.domainNameAlreadyExists, "'\(source.text)' leads to something else")
        case .contentTooLarge(let limit): self = .entityTooLarge(limit: limit)
        case .diskReserve(let free, let reserve):
            self.init(
                .resourceExhausted,
                "the server's disk is nearly full: \(free) bytes are free, \(reserve) are kept in reserve"
            )
        case .accountExists, .versionAmbiguous, .versionReferenceInvalid, .secretNotFound, .aliasIsBuiltIn,
            .aliasNotDeployed, .deploymentNotFound, .hostTaken, .percentagesOff, .splitInvalid, .tooManyAccounts,
            .bindingInvalid, .settingInvalid, .manifestInvalid, .cursorInvalid, .scopeUnknown, .noStableDeployment,
            .versionRequired, .alreadyInForce, .deploymentInForce, .splitInForce, .loadFailed, .idempotencyKeyReused,
            .tokenNotFound, .accessKeyNotFound, .assetSessionNotFound, .assetsMissing, .lastAdminToken, .flowFailed,
            .flowOnly:
            // Refusals of what this API never asks for.
            self = .internalServerError(cause: "\(error)")
        case .blobMissing, .secretMissing, .secretUnreadable, .accessKeyUnreadable, .digestMismatch, .storeUnavailable,
            .storeCorrupt, .schemaTooNew:
            self = .internalServerError(cause: "\(error)")
        }
    }
}
