public import ReleaseModel

/// The one place that the secret of an access key belongs to: the key, in its account.
public struct AccessKeyPlace: SealPlace, Hashable {
    public let account: Account.ID
    public let key: AccessKey.ID

    public init(_ key: AccessKey) {
        account = key.account
        self.key = key.id
    }

    /// The first part is shorter than the one of a ``SecretPlace``, so that no place of the one kind is of the other.
    public func bytes(with more: String) -> [UInt8] {
        Self.join([Array("access key".utf8), account.bytes, Array(key.text.utf8), Array(more.utf8)])
    }
}

extension AccessKeyPlace: CustomStringConvertible {
    public var description: String { "access key \(key)" }
}
