import HTTPModel
import NativeWire
import ReleaseCore

/// What changes something and takes `If-Match` and `Idempotency-Key`.
enum ChangeEndpoint: String, Sendable, CaseIterable {
    case deleteWorkload, deleteVersion
    case publishDraft
    case createDeployment, rollBack, promote
    case setAlias, deleteAlias
    case setSetting, setTriggers
    case createAccessToken, revokeAccessToken
    case createNamespace, renameNamespace, deleteNamespace
    case createToken, revokeToken, createAccessKey, revokeAccessKey, createAccount
    case setAccountSetting

    var method: HTTPMethod {
        switch self {
        case .publishDraft, .createDeployment, .rollBack, .promote, .createAccessToken, .createNamespace, .createToken,
            .createAccessKey, .createAccount:
            .post
        case .setAlias, .setSetting, .setTriggers, .renameNamespace, .setAccountSetting: .put
        case .deleteWorkload, .deleteVersion, .deleteAlias, .revokeAccessToken, .deleteNamespace, .revokeToken,
            .revokeAccessKey:
            .delete
        }
    }

    var path: String {
        switch self {
        case .deleteWorkload: NativeRoutes.workload
        case .deleteVersion: NativeRoutes.version
        case .publishDraft: NativeRoutes.publish
        case .createDeployment: NativeRoutes.deployments
        case .rollBack: NativeRoutes.rollback
        case .promote: NativeRoutes.promote
        case .setAlias, .deleteAlias: NativeRoutes.alias
        case .setSetting: NativeRoutes.setting
        case .createAccessToken, .revokeAccessToken: NativeRoutes.accessToken
        case .setTriggers: NativeRoutes.triggers
        case .createNamespace: NativeRoutes.namespaces
        case .renameNamespace, .deleteNamespace: NativeRoutes.namespace
        case .createToken: NativeRoutes.tokens
        case .revokeToken: NativeRoutes.token
        case .createAccessKey: NativeRoutes.accessKeys
        case .revokeAccessKey: NativeRoutes.accessKey
        case .createAccount: NativeRoutes.accounts
        case .setAccountSetting: NativeRoutes.accountSetting
        }
    }

    /// Deleting a workload takes its history of names with it, and deleting a namespace its data, so they need more than
    /// deploying does.
    var scope: AccessToken.Scope {
        switch self {
        case .publishDraft:
            .upload
        case .deleteVersion, .createDeployment, .rollBack, .promote, .setAlias, .deleteAlias, .setSetting,
            .setTriggers, .createAccessToken, .revokeAccessToken, .createNamespace, .renameNamespace:
            .deploy
        case .deleteWorkload, .deleteNamespace, .createToken, .revokeToken, .createAccessKey, .revokeAccessKey,
            .createAccount, .setAccountSetting:
            .admin
        }
    }
}
