import NativeWire
import ReleaseCore

/// What is read and changes nothing.
enum ReadEndpoint: String, Sendable, CaseIterable {
    case readStatus, readWhoAmI, readOpenAPI, readMetrics
    case listWorkloads, readWorkload
    case readDraft, listVersions, readVersion, readVersionFile, readDiff
    case listDeployments, readDeployment, readRollback
    case listAliases, readAlias
    case listSettings, readSetting
    case listSecrets, readTriggers, listReferrers
    case readTail, listRuns
    case listNamespaces, readNamespace, listKeys, readKey, readValue
    case listTokens, listAccessKeys, listAccounts, listAccountSettings

    var path: String {
        switch self {
        case .readStatus: NativeRoutes.status
        case .readWhoAmI: NativeRoutes.whoAmI
        case .readOpenAPI: NativeRoutes.openAPI
        case .readMetrics: NativeRoutes.metrics
        case .listWorkloads: NativeRoutes.workloads
        case .readWorkload: NativeRoutes.workload
        case .readDraft: NativeRoutes.draft
        case .listVersions: NativeRoutes.versions
        case .readVersion: NativeRoutes.version
        case .readVersionFile: NativeRoutes.versionFile
        case .readDiff: NativeRoutes.diff
        case .listDeployments: NativeRoutes.deployments
        case .readDeployment: NativeRoutes.deployment
        case .readRollback: NativeRoutes.rollback
        case .listAliases: NativeRoutes.aliases
        case .readAlias: NativeRoutes.alias
        case .listSettings: NativeRoutes.settings
        case .readSetting: NativeRoutes.setting
        case .listSecrets: NativeRoutes.secrets
        case .readTriggers: NativeRoutes.triggers
        case .listReferrers: NativeRoutes.referrers
        case .readTail: NativeRoutes.tail
        case .listRuns: NativeRoutes.runs
        case .listNamespaces: NativeRoutes.namespaces
        case .readNamespace: NativeRoutes.namespace
        case .listKeys: NativeRoutes.keys
        case .readKey: NativeRoutes.key
        case .readValue: NativeRoutes.value
        case .listTokens: NativeRoutes.tokens
        case .listAccessKeys: NativeRoutes.accessKeys
        case .listAccounts: NativeRoutes.accounts
        case .listAccountSettings: NativeRoutes.accountSettings
        }
    }

    var scope: AccessToken.Scope {
        switch self {
        case .listTokens, .listAccessKeys: .admin
        case .readTail: .readLogs
        case .readStatus, .readWhoAmI, .readOpenAPI, .readMetrics, .listWorkloads, .readWorkload, .readDraft,
            .listVersions, .readVersion, .readVersionFile, .readDiff, .listDeployments, .readDeployment, .readRollback,
            .listAliases, .readAlias, .listSettings, .readSetting, .listSecrets, .readTriggers, .listReferrers,
            .listRuns, .listNamespaces, .readNamespace, .listKeys, .readKey, .readValue, .listAccounts,
            .listAccountSettings:
            .read
        }
    }
}
