/// What uploads of static files may be.
public enum AssetLimits {
    /// The most files of one version.
    public static let maximumFiles = 20_000
    /// The largest file, in bytes.
    public static let maximumFileBytes = 25 << 20
    /// The longest path, in bytes.
    public static let maximumPathBytes = 1_024
    /// The longest content type, in bytes.
    public static let maximumContentTypeBytes = 256
    /// How long a session lasts after it began, and once more after it was completed.
    public static let sessionLifetime: Duration = .seconds(3_600)
    /// The most sessions of one account that are kept; beyond it the oldest are forgotten.
    public static let maximumSessions = 1_000
}
