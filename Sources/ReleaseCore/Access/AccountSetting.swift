/// What is set of an account as a whole, and belongs to no workload.
public enum AccountSetting: String, Sendable, Hashable, CaseIterable {
    /// Whether clients of Function Compute are refused to delete a version that something leads to.
    ///
    /// Off, as at the vendor: the version goes, and calls through what led to it fail.
    case protectReferencedVersions = "protect-referenced-versions"

    public enum State: String, Sendable, Hashable, CaseIterable {
        case on, off
    }

    /// What holds where nobody has set it.
    public var standard: State { .off }
}
