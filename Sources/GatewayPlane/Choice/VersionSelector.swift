/// How a request header names a version: number, UUID, or at least eight hexadecimal digits of one.
enum VersionSelector: Equatable {
    case number(Int)
    /// Lower-case, with hyphens where a UUID has them.
    case prefix([UInt8])

    /// Numbers have at most seven digits, so that they differ from prefixes.
    static let numberDigits = 7
    static let minimumPrefix = 8

    init?(_ text: Span<UInt8>) {
        var bytes: [UInt8] = []
        for index in text.indices { bytes.append(text[index]) }
        self.init(bytes)
    }

    init?(_ text: [UInt8]) {
        if (1...Self.numberDigits).contains(text.count), text.allSatisfy({ (0x30...0x39).contains($0) }) {
            self = .number(text.reduce(0) { $0 * 10 + Int($1 - 0x30) })
            return
        }
        var prefix: [UInt8] = []
        for (index, byte) in text.enumerated() {
            let isHyphen = [8, 13, 18, 23].contains(index)
            guard isHyphen ? byte == UInt8(ascii: "-") : Self.isHex(byte) else {
                return nil
            }
            prefix.append(isHyphen ? byte : byte | 0x20)
        }
        guard (Self.minimumPrefix...36).contains(prefix.count) else { return nil }
        self = .prefix(prefix)
    }

    /// Returns the only version that is meant; nil when there is none or more than one.
    func choose(among members: [VersionLane]) -> VersionLane? {
        var chosen: VersionLane?
        for member in members where isMatched(by: member) {
            guard chosen == nil else { return nil }
            chosen = member
        }
        return chosen
    }

    private func isMatched(by lane: VersionLane) -> Bool {
        switch self {
        case .number(let number): lane.number == number
        case .prefix(let prefix): lane.identifier.starts(with: prefix)
        }
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
    }
}
