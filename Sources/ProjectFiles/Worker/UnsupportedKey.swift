/// A part of a configuration that is understood but has no effect here yet.
public struct UnsupportedKey: Sendable, Hashable {
    /// Such as `kv_namespaces` or `env.staging.queues`.
    public let path: String
    public let place: SourcePlace
}
