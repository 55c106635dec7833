/// An access key with the secret that its requests are signed by.
public struct OpenedAccessKey: Sendable {
    public let key: AccessKey
    public let secret: String

    public init(_ key: AccessKey, secret: String) {
        self.key = key
        self.secret = secret
    }
}

extension OpenedAccessKey: CustomStringConvertible, CustomReflectable {
    /// Never the secret, wherever it is printed.
    public var description: String { "access key \(key.id)" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
