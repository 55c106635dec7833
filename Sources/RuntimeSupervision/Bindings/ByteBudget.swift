/// The bytes of values that may be held in memory for one engine; lives on the runtime's loop.
final class ByteBudget {
    /// Room for a few of the longest values.
    static let limit = 128 << 20

    private var used = 0

    /// Takes the bytes out of the budget; returns false, and takes none, when they exceed it.
    func take(_ count: Int) -> Bool {
        guard used + count <= Self.limit else { return false }
        used += count
        return true
    }

    func giveBack(_ count: Int) {
        used -= count
    }
}
