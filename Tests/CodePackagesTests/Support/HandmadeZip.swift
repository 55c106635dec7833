/// A zip of which every number may be a lie, written without any code under test.
struct HandmadeZip {
    struct Entry {
        var name: [UInt8]
        var content: [UInt8]
        /// With its kind, as Unix has it; 0o100644 is a regular file.
        var mode = 0o100644
        /// The system that the attributes belong to: 3 is Unix, 0 DOS.
        var system = 3
        var attributes: Int?
        var flags = 0
        var method = 0
        /// The bytes in the zip, if they are not the content.
        var packed: [UInt8]?
        var claimedSize: Int?
        var claimedPackedSize: Int?
        var checksum: UInt32?
        /// The name beside the bytes, if it is another than the directory's.
        var localName: [UInt8]?
        /// Where the directory says that it is; then nothing is written for it beside the record.
        var listedAt: Int?
        /// Sizes follow the bytes, and are not before them (flag 8).
        var hasDescriptor = false
        /// Numbers are in the wide field (zip64).
        var isWide = false

        init(_ name: String, _ content: String = "text") {
            self.init(Array(name.utf8), Array(content.utf8))
        }

        init(_ name: [UInt8], _ content: [UInt8]) {
            self.name = name
            self.content = content
        }

        /// The same entry with some of it changed.
        func but(_ change: (inout Entry) -> Void) -> Entry {
            var entry = self
            change(&entry)
            return entry
        }

        static func folder(_ name: String) -> Entry { Entry(name, "").but { $0.mode = 0o040755 } }

        static func link(_ name: String, to target: String) -> Entry {
            Entry(name, target).but { $0.mode = 0o120777 }
        }
    }

    var entries: [Entry]
    var comment: [UInt8] = []
    /// Numbers of the directory are in the wide end (zip64).
    var isWide = false
    /// Added to what the end says about the number of records and the directory's size and place.
    var recordError = 0
    var sizeError = 0
    var startError = 0
    /// The number of this part, of a zip in several.
    var part = 0

    init(_ entries: [Entry]) {
        self.entries = entries
    }

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        var starts: [Int] = []
        for entry in entries {
            starts.append(entry.listedAt ?? bytes.count)
            if entry.listedAt == nil { bytes += local(entry) }
        }
        let directory = bytes.count
        for (entry, start) in zip(entries, starts) {
            bytes += record(entry, start: start)
        }
        return bytes + end(directory: directory, after: bytes.count)
    }

    private func local(_ entry: Entry) -> [UInt8] {
        let packed = entry.packed ?? entry.content
        let name = entry.localName ?? entry.name
        let sizes =
            entry.hasDescriptor ? number(0, 12) : checksum(entry) + number(size(entry)) + number(entry.content.count)
        var bytes = number(0x0403_4B50) + number(20, 2) + number(flags(entry), 2) + number(entry.method, 2)
        bytes += number(0, 4) + sizes + number(name.count, 2) + number(0, 2) + name + packed
        if entry.hasDescriptor {
            bytes += number(0x0807_4B50) + checksum(entry) + number(packed.count) + number(entry.content.count)
        }
        return bytes
    }

    private func record(_ entry: Entry, start: Int) -> [UInt8] {
        let numbers = [entry.claimedSize ?? entry.content.count, size(entry), start]
        let extra = entry.isWide ? number(1, 2) + number(24, 2) + numbers.flatMap { number($0, 8) } : []
        let narrow = entry.isWide ? [0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFF] : numbers
        var bytes = number(0x0201_4B50) + number(entry.system << 8 | 20, 2) + number(20, 2)
        bytes += number(flags(entry), 2) + number(entry.method, 2) + number(0, 4) + checksum(entry)
        bytes += number(narrow[1]) + number(narrow[0]) + number(entry.name.count, 2) + number(extra.count, 2)
        bytes += number(0, 6) + number(entry.attributes ?? entry.mode << 16) + number(narrow[2])
        return bytes + entry.name + extra
    }

    private func end(directory: Int, after end: Int) -> [UInt8] {
        let count = entries.count + recordError
        let size = end - directory + sizeError
        let start = directory + startError
        guard isWide else {
            return number(0x0605_4B50) + number(part, 2) + number(0, 2) + number(count, 2) + number(count, 2)
                + number(size) + number(start) + number(comment.count, 2) + comment
        }
        let wide = number(0x0606_4B50) + number(44, 8) + number(45, 2) + number(45, 2) + number(0, 8)
        return wide + number(count, 8) + number(count, 8) + number(size, 8) + number(start, 8)
            + number(0x0706_4B50) + number(0) + number(end, 8) + number(1)
            + number(0x0605_4B50) + number(0) + number(0xFFFF_FFFF) + number(0xFFFF_FFFF) + number(0xFFFF_FFFF)
            + number(comment.count, 2) + comment
    }

    private func flags(_ entry: Entry) -> Int { entry.flags | (entry.hasDescriptor ? 8 : 0) }

    private func size(_ entry: Entry) -> Int {
        entry.claimedPackedSize ?? (entry.packed ?? entry.content).count
    }

    private func checksum(_ entry: Entry) -> [UInt8] { number(Int(entry.checksum ?? crc32(entry.content))) }

    private func number(_ number: Int, _ count: Int = 4) -> [UInt8] {
        (0..<count).map { $0 < 8 ? UInt8(truncatingIfNeeded: number >> (8 * $0)) : 0 }
    }

    private func crc32(_ bytes: [UInt8]) -> UInt32 {
        var remainder = UInt32.max
        for byte in bytes {
            remainder ^= UInt32(byte)
            for _ in 0..<8 { remainder = remainder & 1 == 1 ? remainder >> 1 ^ 0xEDB8_8320 : remainder >> 1 }
        }
        return ~remainder
    }
}
