import HTTPEngine

/// The hosts that one loop has seen, found by the bytes of a request's authority without making a string.
///
/// Open addressing, at most half full.
struct HostTable {
    private struct Slot {
        var hash: UInt64
        var key: [UInt8]
        var host: KnownHost
    }

    private var slots: [Slot?]
    private var count = 0
    private let limit: Int

    /// Remembers at most that many hosts.
    init(limit: Int) {
        self.limit = limit
        slots = Array(repeating: nil, count: Self.size(for: limit))
    }

    /// Returns what is remembered of an authority, whatever its case.
    func host(for authority: Span<UInt8>) -> KnownHost? {
        let hash = Self.hash(authority)
        var index = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while let slot = slots[index] {
            if slot.hash == hash, Self.matches(slot.key, authority) { return slot.host }
            index = (index + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Remembers a host in place of what was known of the authority; forgets all others when there are too many.
    mutating func remember(_ host: KnownHost, for authority: Span<UInt8>) {
        if count == limit {
            slots = Array(repeating: nil, count: slots.count)
            count = 0
        }
        let hash = Self.hash(authority)
        var index = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while let slot = slots[index] {
            if slot.hash == hash, Self.matches(slot.key, authority) {
                slots[index]?.host = host
                return
            }
            index = (index + 1) & (slots.count - 1)
        }
        var key: [UInt8] = []
        for index in authority.indices { key.append(Self.lowercased(authority[index])) }
        slots[index] = Slot(hash: hash, key: key, host: host)
        count += 1
    }

    private static func size(for limit: Int) -> Int {
        var size = 16
        while size < limit * 2 { size *= 2 }
        return size
    }

    /// FNV-1a of the lower-case bytes.
    private static func hash(_ bytes: Span<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in bytes.indices { hash = (hash ^ UInt64(lowercased(bytes[index]))) &* 0x100_0000_01B3 }
        return hash ^ hash >> 29
    }

    private static func matches(_ key: [UInt8], _ bytes: Span<UInt8>) -> Bool {
        guard key.count == bytes.count else { return false }
        for index in bytes.indices where key[index] != lowercased(bytes[index]) { return false }
        return true
    }

    @inline(__always)
    private static func lowercased(_ byte: UInt8) -> UInt8 {
        byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
    }
}
