/// What the bindings of workers lead to.
///
/// A port that is missing refuses: "this server has no …".
public struct BindingPorts: Sendable {
    public let keyValue: (any KeyValueAccess)?
    public let services: (any ServiceAccess)?
    public let assets: (any AssetAccess)?

    public init(
        keyValue: (any KeyValueAccess)? = nil,
        services: (any ServiceAccess)? = nil,
        assets: (any AssetAccess)? = nil
    ) {
        self.keyValue = keyValue
        self.services = services
        self.assets = assets
    }
}
