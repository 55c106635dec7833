/// The paths of the native API, written once for server, client and documentation.
///
/// `{kind}` is `workers`, `services` or `flows`.
public enum NativeRoutes {
    public static let prefix = "/api/v1"
    public static let status = "/api/v1/status"
    public static let whoAmI = "/api/v1/whoami"
    public static let workloads = "/api/v1/workloads"
    public static let workload = "/api/v1/{kind}/{name}"
    public static let versions = "/api/v1/{kind}/{name}/versions"
    public static let version = "/api/v1/{kind}/{name}/versions/{version}"
    public static let versionFile = "/api/v1/{kind}/{name}/versions/{version}/files/{file}"
    public static let diff = "/api/v1/{kind}/{name}/diff"
    public static let deployments = "/api/v1/{kind}/{name}/deployments"
    public static let deployment = "/api/v1/{kind}/{name}/deployments/{deployment}"
    public static let rollback = "/api/v1/{kind}/{name}/rollback"
    public static let promote = "/api/v1/{kind}/{name}/promote"
    public static let aliases = "/api/v1/{kind}/{name}/aliases"
    public static let alias = "/api/v1/{kind}/{name}/aliases/{alias}"
    public static let settings = "/api/v1/{kind}/{name}/settings"
    public static let setting = "/api/v1/{kind}/{name}/settings/{setting}"
    public static let tail = "/api/v1/{kind}/{name}/tail"
    public static let tokens = "/api/v1/tokens"
    public static let token = "/api/v1/tokens/{token}"
    public static let openAPI = "/api/v1/openapi.json"
    public static let health = "/healthz"
    public static let readiness = "/readyz"
    public static let metrics = "/metrics"
}
