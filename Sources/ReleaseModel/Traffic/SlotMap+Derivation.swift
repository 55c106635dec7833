extension SlotMap {
    /// Derives the map of a split from the alias's previous map with the fewest moves.
    ///
    /// Only targets whose share falls give slots, and only targets whose share rises take them, so a key that stays
    /// within its version's share stays with it. In this order: a rollback first moves slots to their owner in the
    /// `restored` map, where that owner grows; then slots cross boundaries between a shrinking and a growing neighbour;
    /// the rest comes from the high end of the largest range with a surplus. Ties go to the lower version number.
    ///
    /// - Parameters:
    ///   - split: The shares to reach.
    ///   - previous: The map in force; `nil` for an alias's first deployment.
    ///   - restored: The map of the deployment that a rollback brings back.
    ///   - number: The version number of a target, for ties.
    /// - Returns: A map in which each target owns as many slots as the split says.
    public static func derived(
        for split: TrafficSplit,
        from previous: SlotMap?,
        restoring restored: SlotMap? = nil,
        number: (TrafficSplit.Target) -> Int
    ) -> SlotMap {
        guard let previous else { return laidOut(split, number: number) }
        var move = SlotMove(from: previous, to: split, number: number)
        if let restored { move.restore(restored) }
        move.crossBoundaries()
        move.carve()
        return SlotMap(merging: move.runs)
    }

    /// One range per target, in the order of the version numbers.
    private static func laidOut(_ split: TrafficSplit, number: (TrafficSplit.Target) -> Int) -> SlotMap {
        var start = 0
        let ordered = split.shares.sorted { number($0.target) < number($1.target) }
        return SlotMap(
            merging: ordered.map { share in
                defer { start += share.slots }
                return SlotRun(start: start, end: start + share.slots, owner: share.target)
            }
        )
    }
}
