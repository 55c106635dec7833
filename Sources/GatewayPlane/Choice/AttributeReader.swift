import HTTPEngine
import ReleaseModel

/// Reads the part of a request that a rule or an affinity key is about.
///
/// Where a name occurs more than once, the first occurrence counts. Query names and values are percent-decoded, `+`
/// being a space; headers and cookies are taken as they are, without blanks at their ends.
struct AttributeReader {
    private let place: Place
    private let name: [UInt8]

    private enum Place { case header, cookie, query }

    init(_ attribute: RequestAttribute) {
        switch attribute {
        case .header(let name): (place, self.name) = (.header, Array(name.lowercased().utf8))
        case .cookie(let name): (place, self.name) = (.cookie, Array(name.utf8))
        case .query(let name): (place, self.name) = (.query, Array(name.utf8))
        }
    }

    /// Calls the body with the value; nil when the request does not have the attribute.
    func withValue<Result>(
        in request: RequestHead,
        fields: [HeadField],
        bytes: Span<UInt8>,
        _ body: (Span<UInt8>) -> Result
    ) -> Result? {
        switch place {
        case .header:
            for field in fields
            where Int(field.name.count) == name.count
                && bytes.extracting(field.name.indices).isEqualIgnoringCase(to: name)
            {
                return body(bytes.extracting(field.value.indices))
            }
        case .cookie:
            for field in fields where field.kind == .cookie {
                if let range = pair(in: field.value.indices, of: bytes, separator: UInt8(ascii: ";")) {
                    return body(bytes.extracting(range))
                }
            }
        case .query: return queryValue(in: bytes.extracting(request.path.indices), body)
        }
        return nil
    }

    /// The value of `name=value` among pairs as they are.
    private func pair(in range: Range<Int>, of bytes: Span<UInt8>, separator: UInt8) -> Range<Int>? {
        var start = range.lowerBound
        while start < range.upperBound {
            var end = start
            while end < range.upperBound, bytes[end] != separator { end += 1 }
            var first = start
            while first < end, bytes[first] == UInt8(ascii: " ") || bytes[first] == UInt8(ascii: "\t") { first += 1 }
            let valueStart = first + name.count + 1
            if valueStart <= end, bytes[valueStart - 1] == UInt8(ascii: "="),
                bytes.extracting(first..<valueStart - 1).isEqual(to: name)
            {
                return valueStart..<end
            }
            start = end + 1
        }
        return nil
    }

    private func queryValue<Result>(in target: Span<UInt8>, _ body: (Span<UInt8>) -> Result) -> Result? {
        var start = 0
        while start < target.count, target[start] != UInt8(ascii: "?") { start += 1 }
        start += 1
        while start < target.count {
            var end = start
            while end < target.count, target[end] != UInt8(ascii: "&") { end += 1 }
            var middle = start
            while middle < end, target[middle] != UInt8(ascii: "=") { middle += 1 }
            if Self.decoded(target.extracting(start..<middle)) == name {
                let value = Self.decoded(target.extracting(min(middle + 1, end)..<end))
                return body(value.span)
            }
            start = end + 1
        }
        return nil
    }

    /// Decodes `%41` and `+`; a `%` without two hexadecimal digits stands for itself.
    private static func decoded(_ text: Span<UInt8>) -> [UInt8] {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            let byte = text[index]
            index += 1
            if byte == UInt8(ascii: "+") {
                decoded.append(UInt8(ascii: " "))
            } else if byte == UInt8(ascii: "%"), index + 1 < text.count,
                let high = Self.hexValue(text[index]), let low = Self.hexValue(text[index + 1])
            {
                decoded.append(high << 4 | low)
                index += 2
            } else {
                decoded.append(byte)
            }
        }
        return decoded
    }

    private static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension Span<UInt8> {
    func isEqual(to other: [UInt8]) -> Bool {
        guard count == other.count else { return false }
        for index in indices where self[index] != other[index] { return false }
        return true
    }

    /// Whether the bytes equal others that are in lower case.
    func isEqualIgnoringCase(to lowercased: [UInt8]) -> Bool {
        guard count == lowercased.count else { return false }
        for index in indices {
            let byte = self[index]
            if (byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte) != lowercased[index] { return false }
        }
        return true
    }
}
