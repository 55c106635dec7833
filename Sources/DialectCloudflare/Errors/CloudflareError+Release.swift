import HTTPModel
import ReleaseCore
import ReleaseModel

extension CloudflareError {
    /// Translates what the core refuses: a table, long because it has no `default`.
    init(_ error: ReleaseError) {
        switch error {
        case .invalidName(let invalid, let noun):
            self = noun == "worker" ? .invalidName(invalid.name) : .validation("invalid \(noun): \(invalid.name)")
        case .workloadNotFound(let name): self = .workerNotFound(name.name)
        case .workloadExists(let name):
            self = CloudflareError(.conflict, 10_040, "A Worker named \(name.name) already exists.")
        case .accountExists(let name): self = .validation("There is an account \(name) already.")
        case .versionNotFound(let text, _), .versionReferenceInvalid(let text): self = .versionNotFound(text)
        case .versionAmbiguous(let text, _, let candidates):
            let numbers = candidates.map { String($0.number) }.joined(separator: ", ")
            self = .validation("The version \(text) is ambiguous: it may be any of the numbers \(numbers).")
        case .versionDeleted(let version, _): self = .versionNotFound("\(version.id), which was deleted")
        case .secretNotFound(let name, _): self = CloudflareError(.notFound, 10_056, "Binding \(name) not found.")
        case .draftNotFound(let name): self = .workerNotFound(name.name)
        case .aliasNotFound(let text, _): self = .validation("There is no alias \(text).")
        case .aliasExists(let name, _): self = .validation("The alias \(name) already exists.")
        case .aliasIsBuiltIn(let name, _): self = .validation("validation failures: invalid alias: \(name)")
        case .aliasNotDeployed(_, let name): self = .noVersions(name.name)
        case .deploymentNotFound(let text, _): self = .deploymentNotFound(text)
        case .hostTaken(let label, let owner):
            self = .validation("The host \(label) already leads to \(owner). Choose another name.")
        case .triggerTaken(let source, let owner):
            self = CloudflareError(
                .conflict,
                10_020,
                "The \(source.kind.rawValue) \(source.text) is already assigned to \(owner?.name ?? "another account's worker")."
            )

        case .zoneForbidden(let source):
            self = CloudflareError(.forbidden, 10_000, "\(source.text) lies in a zone of another account.")
        case .splitInvalid(let invalid): self = .invalidDeployment("\(invalid)")
        case .percentagesOff(let sum):
            self = .invalidDeployment("the percentages add up to \(sum), but must total exactly 100")
        case .tooManyTargets(let count, let limit, _):
            self = .invalidDeployment("it has \(count) versions; at most \(limit) may share the traffic")
        case .tooManyRules(let count, let limit): self = .invalidDeployment("\(count) rules; at most \(limit)")
        case .tooManyAliases(let count, let limit):
            self = .validation("The Worker has \(count) aliases; at most \(limit) are kept. Delete some first.")
        case .tooManyTriggers(let count, let limit):
            self = .validation("There are \(count) triggers of one kind; the limit is \(limit).")
        case .tooManyAccounts(let limit): self = .validation("There are \(limit) accounts, the most there can be.")
        case .contentInvalid(let invalid): self.init(invalid)
        case .bindingInvalid(let invalid): self.init(invalid)
        case .textTooLong(let field, let count, let limit):
            self = .validation("The \(field) is too long: \(count); the limit is \(limit).")
        case .settingInvalid(let name, let value, _): self = .validation("\(name) cannot be \(value).")
        case .cursorInvalid(let cursor): self = .parameterMalformed("cursor", "\(cursor) is none of ours")
        case .scopeUnknown(let scope): self = .validation("There is no scope \(scope).")

        case .noStableDeployment(_, let name): self = .invalidDeployment("\(name) has no stable deployment")
        case .versionRequired: self = .invalidDeployment("name the version")
        case .draftUnchanged(let version, _): self = .validation("Version \(version.number) has the same content.")
        case .alreadyInForce(let version, _, _):
            self = .invalidDeployment("version \(version.number) has all the traffic already")
        case .versionInUse: self = .versionLatest
        case .deploymentInForce: self = .deploymentActive
        case .splitInForce(let deployment, _, _):
            self = .invalidDeployment("deployment \(deployment.id) shares the requests among several versions")
        case .loadFailed(.noHandlers, _): self = .noHandlers
        case .loadFailed(let failure, _):
            self = .validation("\(failure.name == "Error" ? "" : "\(failure.name): ")\(failure.message)")
        case .preconditionFailed:
            self = CloudflareError(
                .preconditionFailed,
                10_035,
                "The Worker was changed since the revision of If-Match."
            )
        case .conflict: self = .conflict
        case .idempotencyKeyReused(let key):
            self = .parameterMalformed("Idempotency-Key", "\(key) was used for another request")
        case .tokenNotFound, .lastAdminToken, .accessKeyNotFound: self = .tokenInvalid

        case .manifestInvalid(let invalid): self.init(invalid)
        case .assetSessionNotFound(let id):
            self = CloudflareError(.notFound, 10_343, "The asset upload session \(id) was not found, or is over.")
        case .assetsMissing(let count, _):
            self = CloudflareError(.badRequest, 10_301, "\(count) assets of the upload session did not arrive.")
        case .secretMissing(let name): self = .validation("The secret \(name) has no text in the vault.")
        case .secretUnreadable(let place): self = .failed("the key of \(place) is not at hand")
        case .accessKeyUnreadable(let key): self = .failed("what sealed the access key \(key) is not at hand")

        case .blobMissing(let digest): self = .malformedUpload("the content \(digest) is not stored")
        case .digestMismatch: self = .malformedUpload("content does not have the digest that was claimed")
        case .contentTooLarge(let limit): self = .tooLarge(mebibytes: limit >> 20)
        case .diskReserve(let free, let reserve):
            self = CloudflareError(
                .insufficientStorage,
                10_013,
                "The disk is nearly full: \(free >> 20) MiB are free, \(reserve >> 20) MiB must stay so."
            )
        case .storeUnavailable(let operation, let cause): self = .unavailable("\(operation): \(cause)")
        case .storeCorrupt(let what, let cause): self = .failed("\(what): \(cause)")
        case .schemaTooNew(let found, let supported): self = .failed("schema \(found), known \(supported)")
        case .flowFailed(_, let name), .flowOnly(_, let name): self = .failed("\(name)")
        }
    }

    private init(_ invalid: InvalidBinding) {
        switch invalid {
        case .serviceNotFound(let service, let binding): self = .serviceNotFound(service, binding: binding)
        case .namespaceNotFound(let id, _): self = .namespaceNotFound(id.compact)
        case .unsupported(let type, let binding): self = .bindingUnsupported(type, named: binding)
        case .entrypoint(let entrypoint, let worker, let binding):
            self = .bindingUnsupported("service with the entrypoint \(worker)#\(entrypoint)", named: binding)
        case .variable(let binding, _): self.init(.bindingRepeated(binding))
        }
    }

    private init(_ invalid: InvalidContent) {
        switch invalid {
        case .moduleName(let name): self = .malformedUpload("\"\(name)\" is not a module name")
        case .moduleRepeated(let name): self = .malformedUpload("there are two modules named \(name)")
        case .mainModuleMissing(let name):
            self = .malformedUpload("its main module is \"\(name)\", but it has no part of that name")
        case .mainModuleType(let name, _): self = .validation("The main module \(name) is not JavaScript.")
        case .mainModuleUnnamed: self = .malformedUpload("it names neither main_module nor body_part")
        case .tooManyModules(let count, let limit):
            self = .malformedUpload("there are \(count) modules; the limit is \(limit)")
        case .bindingName(let name):
            self =
                name.isEmpty
                ? CloudflareError(.badRequest, 10_052, "A binding needs a name.")
                : CloudflareError(
                    .badRequest,
                    10_100,
                    "The binding name \"\(name)\" is too long, or not a JavaScript identifier."
                )
        case .bindingRepeated(let name):
            self = CloudflareError(.badRequest, 10_053, "Binding name '\(name)' already in use.")
        case .assetsMissing(let binding): self = .assetsMissing(binding: binding)
        case .compatibilityDate(let text):
            self = .validation("Invalid compatibility date \"\(text)\": write it as YYYY-MM-DD.")
        case .executionLimit, .executionDocument, .packageMissing, .componentRepeated, .noComponent:
            self = .malformedUpload("it has no code")
        }
    }
}
