import ContentDigest
public import ReleaseModel

/// The slot of a key, for what is no request and yet goes by a deployment.
///
/// It is the slot that a request with the same affinity key has.
public struct KeyedSlot: Sendable, Hashable {
    /// In `0 ..< TrafficSplit.slotCount`.
    public let number: Int

    public init(of key: String, workload: Workload.ID) {
        var digest = PrefetchedSHA256()
        number = Int(
            SlotTable.slot(of: digest.leadingWord(DeploymentChoice.keyPrefix(of: workload), Array(key.utf8).span))
        )
    }
}
