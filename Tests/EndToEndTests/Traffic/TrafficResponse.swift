/// The head of an answer, as far as traffic cares.
struct TrafficResponse {
    let status: Int
    /// In bytes, with the empty line.
    let headLength: Int
    let bodyLength: Int
    let version: Int?
    let revision: Int?
    let closes: Bool

    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    enum Reading {
        case incomplete
        case malformed
        case head(TrafficResponse)
    }

    static func read(_ bytes: [UInt8]) -> Reading {
        guard let end = endOfHead(bytes) else { return .incomplete }
        let lines = bytes[..<end].split(separator: lineFeed).map { String(decoding: $0.dropLast(), as: UTF8.self) }
        guard let first = lines.first?.split(separator: " "), first.count > 1, first[0] == "HTTP/1.1",
            let status = Int(first[1])
        else { return .malformed }
        var fields: [String: Substring] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { continue }
            fields[line[..<colon].lowercased()] = line[line.utf8.index(after: colon)...].drop { $0 == " " }
        }
        guard let length = fields["content-length"].flatMap({ Int($0) }) else { return .malformed }
        let response = TrafficResponse(
            status: status,
            headLength: end,
            bodyLength: length,
            version: fields["sluice-version"].flatMap { Int($0) },
            revision: fields["sluice-revision"].flatMap { Int($0) },
            closes: fields["connection"]?.lowercased() == "close"
        )
        return .head(response)
    }

    /// The offset behind the empty line.
    private static func endOfHead(_ bytes: [UInt8]) -> Int? {
        var index = 3
        while index < bytes.count {
            if bytes[index] == lineFeed, bytes[index - 1] == carriageReturn, bytes[index - 2] == lineFeed {
                return index + 1
            }
            index += 1
        }
        return nil
    }
}
