import HTTPModel
import NativeWire
import ReleaseCore

/// What changes something and takes `If-Match` and `Idempotency-Key`.
enum ChangeEndpoint: String, Sendable, CaseIterable {
    case deleteWorkload, deleteVersion
    case createDeployment, rollBack, promote
    case setAlias, deleteAlias
    case setSetting
    case createAccessToken, revokeAccessToken
    case createToken, revokeToken

    var method: HTTPMethod {
        switch self {
        case .createDeployment, .rollBack, .promote, .createAccessToken, .createToken: .post
        case .setAlias, .setSetting: .put
        case .deleteWorkload, .deleteVersion, .deleteAlias, .revokeAccessToken, .revokeToken: .delete
        }
    }

    var path: String {
        switch self {
        case .deleteWorkload: NativeRoutes.workload
        case .deleteVersion: NativeRoutes.version
        case .createDeployment: NativeRoutes.deployments
        case .rollBack: NativeRoutes.rollback
        case .promote: NativeRoutes.promote
        case .setAlias, .deleteAlias: NativeRoutes.alias
        case .setSetting: NativeRoutes.setting
        case .createAccessToken, .revokeAccessToken: NativeRoutes.accessToken
        case .createToken: NativeRoutes.tokens
        case .revokeToken: NativeRoutes.token
        }
    }

    /// Deleting a workload takes its history of names with it, so it needs more than deploying does.
    var scope: AccessToken.Scope {
        switch self {
        case .deleteVersion, .createDeployment, .rollBack, .promote, .setAlias, .deleteAlias, .setSetting,
            .createAccessToken, .revokeAccessToken:
            .deploy
        case .deleteWorkload, .createToken, .revokeToken: .admin
        }
    }
}
