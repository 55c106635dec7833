import FoundationEssentials

/// The offsets of a time zone from UTC, read from the system's zone files (RFC 9636).
struct TimeZoneRules: Sendable, Hashable {
    /// Where the system keeps them.
    static let folder = "/usr/share/zoneinfo"
    /// The largest file that is read, in bytes; the system's have a few thousand.
    static let maximumBytes = 1 << 20

    static let utc = TimeZoneRules(transitions: [], first: 0, rule: nil)

    struct Transition: Sendable, Hashable {
        /// Seconds since 1970.
        let at: Int
        /// In seconds, to be added to UTC, from then on.
        let offset: Int
    }

    private let transitions: [Transition]
    /// Before all transitions.
    private let first: Int
    /// After all transitions.
    private let rule: DaylightRule?

    private init(transitions: [Transition], first: Int, rule: DaylightRule?) {
        self.transitions = transitions
        self.first = first
        self.rule = rule
    }

    /// Reads a zone by its name, such as `Asia/Shanghai`; `nil` where the system has none of it.
    init?(named name: String) {
        if name == "UTC" || name == "Etc/UTC" || name == "GMT" {
            self = .utc
            return
        }
        guard Self.isName(name), let data = try? Data(contentsOf: URL(filePath: "\(Self.folder)/\(name)")),
            data.count <= Self.maximumBytes
        else { return nil }
        self.init(Array(data))
    }

    /// Letters, digits, `_`, `-`, `+` and single slashes in between: nothing that could lead out of the folder.
    private static func isName(_ name: String) -> Bool {
        name.utf8.count <= 64
            && name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
                !part.isEmpty
                    && part.utf8.allSatisfy { byte in
                        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "_-+".utf8.contains(byte)
                    }
            }
    }

    /// Reads the second part of a file, whose times have 64 bits, and the rule behind it.
    init?(_ bytes: [UInt8]) {
        guard let old = ZoneHeader(bytes, at: 0), old.version >= UInt8(ascii: "2") else { return nil }
        let start = old.end(timeSize: 4)
        guard let header = ZoneHeader(bytes, at: start) else { return nil }
        let times = start + ZoneHeader.byteCount
        let kinds = times + header.timeCount * 8
        let types = kinds + header.timeCount
        let end = header.end(timeSize: 8)
        guard end <= bytes.count, header.typeCount > 0 else { return nil }
        func offset(of kind: Int) -> Int { Self.integer(bytes, types + kind * 6, 4) }
        var transitions: [Transition] = []
        for index in 0..<header.timeCount {
            let kind = Int(bytes[kinds + index])
            guard kind < header.typeCount else { return nil }
            transitions.append(Transition(at: Self.integer(bytes, times + index * 8, 8), offset: offset(of: kind)))
        }
        let footer = bytes[end...].drop { $0 == UInt8(ascii: "\n") }.prefix { $0 != UInt8(ascii: "\n") }
        self.init(
            transitions: transitions,
            first: offset(of: 0),
            rule: DaylightRule(String(decoding: footer, as: UTF8.self))
        )
    }

    /// The offset of a moment, in seconds.
    func offset(at seconds: Int) -> Int {
        guard let last = transitions.last else { return rule?.offset(at: seconds) ?? first }
        if seconds >= last.at { return rule?.offset(at: seconds) ?? last.offset }
        var (low, high) = (0, transitions.count)
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle].at <= seconds { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? first : transitions[low - 1].offset
    }

    /// A signed number of so many bytes, the highest first.
    fileprivate static func integer(_ bytes: [UInt8], _ index: Int, _ count: Int) -> Int {
        let value = bytes[index..<index + count].reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        return count == 4 ? Int(Int32(truncatingIfNeeded: value)) : Int(truncatingIfNeeded: value)
    }
}

/// The head of one part of a zone file.
private struct ZoneHeader {
    static let byteCount = 44

    let version: UInt8
    let timeCount: Int
    let typeCount: Int
    private let start: Int
    private let rest: (isUTC: Int, isStandard: Int, leaps: Int, characters: Int)

    init?(_ bytes: [UInt8], at start: Int) {
        guard start >= 0, start + Self.byteCount <= bytes.count, bytes[start..<start + 4].elementsEqual("TZif".utf8)
        else { return nil }
        func count(_ index: Int) -> Int { TimeZoneRules.integer(bytes, start + 20 + index * 4, 4) }
        let counts = (0..<6).map(count)
        guard counts.allSatisfy({ (0...10_000).contains($0) }) else { return nil }
        version = bytes[start + 4]
        self.start = start
        rest = (counts[0], counts[1], counts[2], counts[5])
        timeCount = counts[3]
        typeCount = counts[4]
    }

    func end(timeSize: Int) -> Int {
        start + Self.byteCount + timeCount * (timeSize + 1) + typeCount * 6 + rest.characters
            + rest.leaps * (timeSize + 4) + rest.isStandard + rest.isUTC
    }
}
