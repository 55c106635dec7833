import NativeWire
import ReleaseCore

/// What is read and changes nothing.
enum ReadEndpoint: String, Sendable, CaseIterable {
    case readStatus, readWhoAmI, readOpenAPI, readMetrics
    case listWorkloads, readWorkload
    case listVersions, readVersion, readVersionFile, readDiff
    case listDeployments, readDeployment, readRollback
    case listAliases, readAlias
    case listSettings, readSetting
    case readTail
    case listTokens

    var path: String {
        switch self {
        case .readStatus: NativeRoutes.status
        case .readWhoAmI: NativeRoutes.whoAmI
        case .readOpenAPI: NativeRoutes.openAPI
        case .readMetrics: NativeRoutes.metrics
        case .listWorkloads: NativeRoutes.workloads
        case .readWorkload: NativeRoutes.workload
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
        case .readTail: NativeRoutes.tail
        case .listTokens: NativeRoutes.tokens
        }
    }

    var scope: AccessToken.Scope {
        switch self {
        case .listTokens: .admin
        case .readTail: .readLogs
        case .readStatus, .readWhoAmI, .readOpenAPI, .readMetrics, .listWorkloads, .readWorkload, .listVersions,
            .readVersion, .readVersionFile, .readDiff, .listDeployments, .readDeployment, .readRollback, .listAliases,
            .readAlias, .listSettings, .readSetting:
            .read
        }
    }
}
