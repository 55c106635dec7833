import ReleaseCore

extension Refusal {
    /// Translates what the core refuses: a table, long because it has no `default`.
    ///
    /// A new case does not build until it has an answer here.
    init(_ error: ReleaseError) {
        switch error {
        case .invalidName(let invalid, let noun): self = .invalidName(invalid, of: noun)
        case .workloadNotFound(let name): self = .workloadNotFound(name)
        case .workloadExists(let name): self = .workloadExists(name)
        case .accountExists(let name): self = .accountExists(name)
        case .versionNotFound(let text, let name): self = .versionNotFound(text, of: name)
        case .versionAmbiguous(let text, let name, let found): self = .versionAmbiguous(text, of: name, found)
        case .versionReferenceInvalid(let text): self = .versionReferenceInvalid(text)
        case .versionDeleted(let version, let name): self = .versionDeleted(version, of: name)
        case .secretNotFound(let text, let name): self = .secretNotFound(text, of: name)
        case .draftNotFound(let name): self = .draftNotFound(name)
        case .aliasNotFound(let text, let name): self = .aliasNotFound(text, of: name)
        case .aliasExists(let alias, let name): self = .aliasExists(alias, of: name)
        case .aliasIsBuiltIn(let alias, let name): self = .aliasIsBuiltIn(alias, of: name)
        case .aliasNotDeployed(let alias, let name): self = .aliasNotDeployed(alias, of: name)
        case .deploymentNotFound(let text, let name): self = .deploymentNotFound(text, of: name)
        case .hostTaken(let label, let owner): self = .hostTaken(label, owner: owner)
        case .triggerTaken(let source, let owner): self = .triggerTaken(source, owner: owner)
        case .zoneForbidden(let source): self = .zoneForbidden(source)

        case .splitInvalid(let invalid): self = .splitInvalid(invalid)
        case .percentagesOff(let sum): self = .percentagesOff(sum: sum)
        case .tooManyTargets(let count, let limit, _): self = .tooManyTargets(count, limit: limit)
        case .tooManyRules(let count, let limit): self = .tooManyRules(count, limit: limit)
        case .tooManyAliases(let count, let limit): self = .tooManyAliases(count, limit: limit)
        case .tooManyTriggers(let count, let limit): self = .tooManyTriggers(count, limit: limit)
        case .tooManyAccounts(let limit): self = .tooManyAccounts(limit: limit)
        case .contentInvalid(let invalid): self = .contentInvalid(invalid)
        case .bindingInvalid(let invalid): self = .bindingInvalid(invalid)
        case .textTooLong(let field, let count, let limit): self = .textTooLong(field, count: count, limit: limit)
        case .settingInvalid(let name, let value, let allowed): self = .settingInvalid(name, value, allowed: allowed)
        case .manifestInvalid(let invalid): self = .manifestInvalid(invalid)
        case .cursorInvalid(let cursor): self = .cursorInvalid(cursor)
        case .scopeUnknown(let scope): self = .scopeUnknown(scope)

        case .noStableDeployment(let alias, let name): self = .noStableDeployment(alias, of: name)
        case .versionRequired(let alias, let name, let targets): self = .versionRequired(alias, of: name, targets)
        case .draftUnchanged(let version, let name): self = .draftUnchanged(version, of: name)
        case .alreadyInForce(let version, let alias, let name): self = .alreadyInForce(version, alias, of: name)
        case .versionInUse(let version, let name, let referrers): self = .versionInUse(version, of: name, referrers)
        case .deploymentInForce(let deployment, let name): self = .deploymentInForce(deployment, of: name)
        case .splitInForce(let deployment, let versions, let name):
            self = .splitInForce(deployment, versions, of: name)
        case .loadFailed(.noHandlers, let name): self = .handlersMissing(name)
        case .loadFailed(let failure, let name): self = .loadFailed(failure, of: name)
        case .preconditionFailed(let seen, let changedAt): self = .preconditionFailed(seen, changedAt: changedAt)
        case .conflict(let what): self = .conflict(what)
        case .idempotencyKeyReused(let key): self = .idempotencyKeyReused(key)
        case .tokenNotFound(let id): self = .tokenNotFound(id)
        case .accessKeyNotFound(let id): self = .accessKeyNotFound(id)
        case .lastAdminToken: self = .lastAdminToken
        case .flowFailed(let failure, let name): self = .flowFailed(failure, of: name)
        case .flowOnly(let rule, let name): self = .flowElsewhere(rule, of: name)
        case .assetSessionNotFound(let id): self = .assetSessionNotFound(id)
        case .assetsMissing(let count, let id): self = .assetsMissing(count, of: id)

        case .blobMissing(let digest): self = .blobMissing(digest)
        case .secretMissing(let name): self = .secretMissing(name)
        case .secretUnreadable(let place): self = .secretUnreadable(place)
        case .accessKeyUnreadable(let key): self = .accessKeyUnreadable(key)
        case .digestMismatch(let claimed, let computed): self = .digestMismatch(claimed, computed: computed)
        case .contentTooLarge(let limit): self = .contentTooLarge(limit: limit)
        case .diskReserve(let free, let reserve): self = .diskReserve(free: free, reserve: reserve)
        case .storeUnavailable(let operation, let cause): self = .storeUnavailable(operation, cause: cause)
        case .storeCorrupt(let what, let cause): self = .storeCorrupt(what, cause: cause)
        case .schemaTooNew(let found, let supported): self = .schemaTooNew(found, supported: supported)
        }
    }
}
