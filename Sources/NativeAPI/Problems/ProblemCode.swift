public import HTTPModel

/// The stable codes of refusals; clients may rely on them.
///
/// A code never changes its meaning or its status. `Documentation/openapi.json` describes each.
public enum ProblemCode: String, Sendable, Hashable, CaseIterable {
    // Who asks.
    case hostUnknown = "host_unknown"
    case originForeign = "origin_foreign"
    case requestCrossSite = "request_cross_site"
    case tokenMissing = "token_missing"
    case tokenMalformed = "token_malformed"
    case tokenUnknown = "token_unknown"
    case tokenExpired = "token_expired"
    case tokenRevoked = "token_revoked"
    case scopeMissing = "scope_missing"

    // How the request is written.
    case routeNotFound = "route_not_found"
    case methodNotAllowed = "method_not_allowed"
    case queryInvalid = "query_invalid"
    case cursorInvalid = "cursor_invalid"
    case ifMatchInvalid = "if_match_invalid"
    case idempotencyKeyInvalid = "idempotency_key_invalid"
    case idempotencyKeyReused = "idempotency_key_reused"
    case idempotencyInProgress = "idempotency_in_progress"
    case alreadyCarriedOut = "already_carried_out"
    case contentTypeUnsupported = "content_type_unsupported"
    case requestIncomplete = "request_incomplete"
    case bodyTooLarge = "body_too_large"
    case jsonMalformed = "json_malformed"
    case fieldMissing = "field_missing"
    case fieldUnknown = "field_unknown"
    case fieldInvalid = "field_invalid"
    case textTooLong = "text_too_long"

    // Uploads.
    case multipartMalformed = "multipart_malformed"
    case metadataMissing = "metadata_missing"
    case metadataTooLarge = "metadata_too_large"
    case uploadTooLarge = "upload_too_large"
    case contentTooLarge = "content_too_large"
    case kindNotUploadable = "kind_not_uploadable"
    case moduleTypeUnknown = "module_type_unknown"
    case moduleNameInvalid = "module_name_invalid"
    case moduleRepeated = "module_repeated"
    case modulesTooMany = "modules_too_many"
    case mainModuleMissing = "main_module_missing"
    case mainModuleType = "main_module_type"
    case classicNotDeployed = "classic_not_deployed"
    case bindingTypeUnknown = "binding_type_unknown"
    case bindingNameInvalid = "binding_name_invalid"
    case bindingValueInvalid = "binding_value_invalid"
    case bindingRepeated = "binding_repeated"
    case bindingNameTaken = "binding_name_taken"
    case bindingsTooMany = "bindings_too_many"
    case bindingEntrypointUnsupported = "binding_entrypoint_unsupported"
    case bindingServiceMissing = "binding_service_missing"
    case bindingNamespaceMissing = "binding_namespace_missing"
    case compatibilityInvalid = "compatibility_invalid"
    case componentRepeated = "component_repeated"
    case componentMissing = "component_missing"
    case provenanceInvalid = "provenance_invalid"
    case loadFailed = "load_failed"
    case handlersMissing = "handlers_missing"
    case digestMismatch = "digest_mismatch"
    case manifestInvalid = "manifest_invalid"
    case assetSessionNotFound = "asset_session_not_found"
    case assetsMissing = "assets_missing"
    case assetsInvalid = "assets_invalid"

    // Names.
    case nameInvalid = "name_invalid"
    case kindUnknown = "kind_unknown"
    case workloadNotFound = "workload_not_found"
    case workloadExists = "workload_exists"
    case versionNotFound = "version_not_found"
    case versionAmbiguous = "version_ambiguous"
    case versionReferenceInvalid = "version_reference_invalid"
    case versionDeleted = "version_deleted"
    case fileNotFound = "file_not_found"
    case secretNotFound = "secret_not_found"
    case draftNotFound = "draft_not_found"
    case aliasNotFound = "alias_not_found"
    case aliasExists = "alias_exists"
    case aliasIsBuiltIn = "alias_is_built_in"
    case aliasNotDeployed = "alias_not_deployed"
    case aliasesTooMany = "aliases_too_many"
    case deploymentNotFound = "deployment_not_found"
    case hostTaken = "host_taken"
    case triggerTaken = "trigger_taken"
    case triggersTooMany = "triggers_too_many"
    case routeInvalid = "route_invalid"
    case domainInvalid = "domain_invalid"
    case hostUnroutable = "host_unroutable"
    case cronInvalid = "cron_invalid"
    case deploymentInForce = "deployment_in_force"
    case settingUnknown = "setting_unknown"
    case settingInvalid = "setting_invalid"

    // Splits.
    case percentageInvalid = "percentage_invalid"
    case splitSumOff = "split_sum_off"
    case splitShareInvalid = "split_share_invalid"
    case splitVersionRepeated = "split_version_repeated"
    case splitVersionsTooMany = "split_versions_too_many"
    case splitHeadShared = "split_head_shared"
    case ruleInvalid = "rule_invalid"
    case rulesTooMany = "rules_too_many"
    case affinityInvalid = "affinity_invalid"

    // Resources.
    case namespaceNotFound = "namespace_not_found"
    case namespaceExists = "namespace_exists"
    case titleInvalid = "title_invalid"
    case keyNotFound = "key_not_found"
    case keyInvalid = "key_invalid"
    case metadataInvalid = "metadata_invalid"
    case expirationInvalid = "expiration_invalid"
    case resourceLimit = "resource_limit"

    // The state says no.
    case noStableDeployment = "no_stable_deployment"
    case versionRequired = "version_required"
    case draftUnchanged = "draft_unchanged"
    case alreadyInForce = "already_in_force"
    case versionInUse = "version_in_use"
    case splitInForce = "split_in_force"
    case preconditionFailed = "precondition_failed"
    case conflict

    // Flows.
    case flowsNotConfigured = "flows_not_configured"
    case flowGone = "flow_gone"
    case flowReferenceMissing = "flow_reference_missing"
    case flowRefused = "flow_refused"
    case flowUnreachable = "flow_unreachable"
    case flowDenied = "flow_denied"
    case flowDiffers = "flow_differs"
    case flowElsewhere = "flow_elsewhere"

    // Tokens.
    case scopeUnknown = "scope_unknown"
    case expiryInvalid = "expiry_invalid"
    case tokenNotFound = "token_not_found"
    case lastAdminToken = "last_admin_token"
    case accessKeyNotFound = "access_key_not_found"
    case accountExists = "account_exists"
    case accountsTooMany = "accounts_too_many"
    case operatorOnly = "operator_only"

    // The server cannot.
    case blobMissing = "blob_missing"
    case secretMissing = "secret_missing"
    case secretUnreadable = "secret_unreadable"
    case diskReserve = "disk_reserve"
    case storeUnavailable = "store_unavailable"
    case storeCorrupt = "store_corrupt"
    case schemaTooNew = "schema_too_new"
    case dataPlaneUnavailable = "data_plane_unavailable"
    case notReady = "not_ready"
    case internalError = "internal_error"
}

extension ProblemCode {
    /// The status that every answer with this code has.
    public var status: HTTPStatus {
        switch self {
        case .queryInvalid, .cursorInvalid, .ifMatchInvalid, .idempotencyKeyInvalid, .requestIncomplete, .jsonMalformed,
            .multipartMalformed, .metadataMissing, .versionReferenceInvalid:
            .badRequest
        case .tokenMissing, .tokenMalformed, .tokenUnknown, .tokenExpired, .tokenRevoked:
            .unauthorized
        case .originForeign, .requestCrossSite, .scopeMissing, .operatorOnly:
            .forbidden
        case .routeNotFound, .kindUnknown, .workloadNotFound, .versionNotFound, .versionDeleted, .fileNotFound,
            .draftNotFound, .aliasNotFound, .deploymentNotFound, .settingUnknown, .tokenNotFound, .accessKeyNotFound,
            .assetSessionNotFound,
            .secretNotFound, .namespaceNotFound, .keyNotFound:
            .notFound
        case .methodNotAllowed:
            .methodNotAllowed
        case .idempotencyInProgress, .alreadyCarriedOut, .workloadExists, .versionAmbiguous, .aliasExists,
            .aliasIsBuiltIn, .aliasNotDeployed, .aliasesTooMany, .hostTaken, .triggerTaken,
            .deploymentInForce, .noStableDeployment, .draftUnchanged, .alreadyInForce, .versionInUse, .conflict,
            .lastAdminToken,
            .assetsMissing, .splitInForce, .namespaceExists, .accountExists, .accountsTooMany, .flowsNotConfigured,
            .flowGone, .flowReferenceMissing, .flowElsewhere:
            .conflict
        case .flowRefused, .flowUnreachable, .flowDenied, .flowDiffers:
            .badGateway
        case .preconditionFailed:
            .preconditionFailed
        case .bodyTooLarge, .metadataTooLarge, .uploadTooLarge, .contentTooLarge:
            .contentTooLarge
        case .contentTypeUnsupported:
            .unsupportedMediaType
        case .hostUnknown:
            .misdirectedRequest
        case .idempotencyKeyReused, .fieldMissing, .fieldUnknown, .fieldInvalid, .textTooLong, .kindNotUploadable,
            .moduleTypeUnknown, .moduleNameInvalid, .moduleRepeated, .modulesTooMany, .mainModuleMissing,
            .mainModuleType, .classicNotDeployed, .bindingTypeUnknown, .bindingNameInvalid, .bindingValueInvalid,
            .bindingRepeated, .bindingNameTaken, .bindingEntrypointUnsupported, .bindingsTooMany,
            .bindingServiceMissing, .bindingNamespaceMissing, .compatibilityInvalid, .componentRepeated,
            .componentMissing, .provenanceInvalid,
            .loadFailed, .handlersMissing, .assetsInvalid, .digestMismatch, .manifestInvalid, .nameInvalid,
            .settingInvalid, .percentageInvalid,
            .splitSumOff, .splitShareInvalid, .splitVersionRepeated, .splitVersionsTooMany, .splitHeadShared,
            .ruleInvalid, .rulesTooMany, .triggersTooMany, .routeInvalid,
            .domainInvalid, .hostUnroutable, .cronInvalid, .affinityInvalid, .versionRequired, .scopeUnknown,
            .expiryInvalid, .titleInvalid, .keyInvalid, .metadataInvalid, .expirationInvalid, .resourceLimit:
            .unprocessableContent
        case .blobMissing, .secretMissing, .secretUnreadable, .storeCorrupt, .schemaTooNew, .internalError:
            .internalServerError
        case .storeUnavailable, .dataPlaneUnavailable, .notReady:
            .serviceUnavailable
        case .diskReserve:
            .insufficientStorage
        }
    }

    /// What people read above the detail: the code as words.
    public var title: String {
        let words = rawValue.replacing("_", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}
