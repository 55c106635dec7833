/// Who answers a visitor's request.
public enum AssetDecision: Sendable, Hashable {
    /// The code of the version.
    case worker
    case respond(AssetResponse)
}
