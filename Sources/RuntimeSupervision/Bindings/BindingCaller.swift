/// On whose behalf a binding is called.
public struct BindingCaller: Sendable, Hashable {
    /// The version whose code calls: what it may reach follows from this, never from what the code says.
    public let key: InstanceKey
    /// The id of the request or event that is being handled; nil outside of any.
    ///
    /// The code could say another.
    public let requestID: String?

    public init(key: InstanceKey, requestID: String? = nil) {
        self.key = key
        self.requestID = requestID
    }
}
