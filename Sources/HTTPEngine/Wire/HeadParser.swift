/// A strict parser of HTTP/1.1 heads (RFC 9112).
///
/// Keep one per loop and use it for every connection: its table of fields is reused. It starts afresh with each call;
/// ``HeadAccumulator`` keeps a sender that dribbles bytes from making it start too often.
public final class HeadParser {
    public let limits: HTTPLimits
    /// The fields of the head last parsed, in order; valid for the bytes of that call.
    public private(set) var fields: [HeadField] = []

    private static let carriageReturn = UInt8(ascii: "\r")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let space = UInt8(ascii: " ")
    /// The longest method, in bytes.
    private static let methodBytes = 32

    public init(limits: HTTPLimits = HTTPLimits()) {
        precondition(limits.headBytes <= 65_535, "positions in a head are 16 bits wide")
        self.limits = limits
        fields.reserveCapacity(limits.fieldCount)
    }

    /// Parses a request's head at the start of the bytes; nil when they end before it does.
    ///
    /// One empty line before the request line is skipped (RFC 9112, 2.2). A head that is refused is refused as early
    /// as its bytes allow.
    public func request(_ bytes: Span<UInt8>) throws(HeadFault) -> RequestHead? {
        guard let line = try requestLine(bytes) else { return nil }
        var facts = HeadFacts()
        guard let end = try fieldLines(bytes, from: line.end, facts: &facts) else { return nil }
        let target = try RequestTarget(line.target, of: line.method, in: bytes)
        if facts.isChunked {
            guard facts.contentLength == nil else { throw .transferEncodingWithLength }
            guard !line.isHTTP10 else { throw .transferEncodingInHTTP10 }
        }
        if let host = facts.host, target.form == .absolute {
            guard bytes.equalIgnoringCase(host, target.authority) else { throw .hostDisagrees }
        }
        guard facts.host != nil || line.isHTTP10 else { throw .hostMissing }
        let length = facts.contentLength ?? 0
        return RequestHead(
            method: line.method,
            methodName: line.methodName,
            target: line.target,
            form: target.form,
            authority: target.form == .absolute ? target.authority : facts.host ?? .empty,
            path: target.path,
            isHTTP10: line.isHTTP10,
            connection: facts.connection,
            body: facts.isChunked ? .chunked : length == 0 ? .none : .length(length),
            // An HTTP/1.0 client cannot read an interim answer (RFC 9110, 10.1.1).
            expectsContinue: facts.expectsContinue && !line.isHTTP10,
            asksUpgrade: facts.asksUpgrade,
            byteCount: end
        )
    }

    /// Parses a response's head at the start of the bytes; nil when they end before it does.
    public func response(_ bytes: Span<UInt8>) throws(HeadFault) -> ResponseHead? {
        guard let line = try statusLine(bytes) else { return nil }
        var facts = HeadFacts()
        guard let end = try fieldLines(bytes, from: line.end, facts: &facts) else { return nil }
        if facts.isChunked {
            guard facts.contentLength == nil else { throw .transferEncodingWithLength }
            guard !line.isHTTP10 else { throw .transferEncodingInHTTP10 }
        }
        return ResponseHead(
            status: line.status,
            statusAndReason: line.statusAndReason,
            isHTTP10: line.isHTTP10,
            connection: facts.connection,
            contentLength: facts.contentLength,
            isChunked: facts.isChunked,
            byteCount: end
        )
    }

    /// Whether a `Connection` field of the head last parsed names that field, so that it must not pass a proxy.
    public func isNominated(_ field: HeadField, in bytes: Span<UInt8>) -> Bool {
        var isNominated = false
        for other in fields where other.kind == .connection && !isNominated {
            ListItems.each(of: other.value, in: bytes) { item in
                isNominated = bytes.equalIgnoringCase(item, field.name)
                return !isNominated
            }
        }
        return isNominated
    }
}

/// Start lines.
extension HeadParser {
    private struct RequestLine {
        let method: KnownMethod
        let methodName: ByteRange
        let target: ByteRange
        let isHTTP10: Bool
        let end: Int
    }

    private func requestLine(_ bytes: Span<UInt8>) throws(HeadFault) -> RequestLine? {
        let count = bytes.count
        var index = 0
        if count > 0, bytes[0] == Self.carriageReturn {
            guard count > 1 else { return nil }
            guard bytes[1] == Self.lineFeed else { throw .bareCarriageReturn }
            index = 2
        }
        let start = index
        while index < count, ByteClass.isToken(bytes[index]) { index += 1 }
        guard index - start <= Self.methodBytes else { throw .requestLineMalformed }
        guard index < count else { return nil }
        guard index > start, bytes[index] == Self.space else { throw .requestLineMalformed }
        let methodName = ByteRange(start, index)
        if bytes.matches("pri", at: methodName) { throw .http2Preface }
        let method = KnownMethod.named(methodName, in: bytes)
        guard method != .connect else { throw .methodUnsupported }
        index += 1
        let targetStart = index
        while index < count, ByteClass.isTarget(bytes[index]) { index += 1 }
        guard index - targetStart <= limits.targetBytes else { throw .targetTooLong }
        guard index < count else { return nil }
        guard index > targetStart, bytes[index] == Self.space else {
            throw bytes[index] == UInt8(ascii: "#") ? .targetMalformed : .requestLineMalformed
        }
        guard let version = try version(bytes, at: index + 1) else { return nil }
        return RequestLine(
            method: method,
            methodName: methodName,
            target: ByteRange(targetStart, index),
            isHTTP10: version.isHTTP10,
            end: version.end
        )
    }

    /// Reads `HTTP/1.x` and the end of its line.
    private func version(
        _ bytes: Span<UInt8>,
        at start: Int
    ) throws(HeadFault) -> (isHTTP10: Bool, end: Int)? {
        guard bytes.count >= start + 8 else { return nil }
        guard bytes.isHTTP1(at: start) else { throw .versionUnsupported }
        let end = start + 8
        guard end < bytes.count else { return nil }
        if bytes[end] == Self.lineFeed { throw .bareLineFeed }
        guard bytes[end] == Self.carriageReturn else { throw .requestLineMalformed }
        guard end + 1 < bytes.count else { return nil }
        guard bytes[end + 1] == Self.lineFeed else { throw .bareCarriageReturn }
        return (bytes[start + 7] == UInt8(ascii: "0"), end + 2)
    }

    private struct StatusLine {
        let status: Int
        let statusAndReason: ByteRange
        let isHTTP10: Bool
        let end: Int
    }

    private func statusLine(_ bytes: Span<UInt8>) throws(HeadFault) -> StatusLine? {
        guard bytes.count >= 13 else { return nil }
        guard bytes.isHTTP1(at: 0), bytes[8] == Self.space else { throw .statusLineMalformed }
        var status = 0
        for index in 9..<12 {
            guard ByteClass.isDigit(bytes[index]) else { throw .statusLineMalformed }
            status = status * 10 + Int(bytes[index] - UInt8(ascii: "0"))
        }
        guard status >= 100 else { throw .statusLineMalformed }
        var index = 12
        guard bytes[index] == Self.space || bytes[index] == Self.carriageReturn else { throw .statusLineMalformed }
        while index < bytes.count, ByteClass.isFieldValue(bytes[index]) { index += 1 }
        guard index + 1 < bytes.count else {
            if bytes.count >= limits.headBytes { throw .headTooLarge }
            return nil
        }
        guard bytes[index] == Self.carriageReturn, bytes[index + 1] == Self.lineFeed else {
            throw .statusLineMalformed
        }
        return StatusLine(
            status: status,
            statusAndReason: ByteRange(9, index),
            isHTTP10: bytes[7] == UInt8(ascii: "0"),
            end: index + 2
        )
    }
}

/// Field lines.
extension HeadParser {
    /// Reads field lines to the empty line; returns the position after it, or nil when the bytes end before.
    private func fieldLines(
        _ bytes: Span<UInt8>,
        from start: Int,
        facts: inout HeadFacts
    ) throws(HeadFault) -> Int? {
        fields.removeAll(keepingCapacity: true)
        var index = start
        while index < bytes.count, bytes[index] != Self.carriageReturn {
            guard let (field, next) = try fieldLine(bytes, from: index) else { return try unfinished(bytes) }
            guard fields.count < limits.fieldCount else { throw .tooManyFields }
            guard next <= limits.headBytes else { throw .headTooLarge }
            fields.append(field)
            try facts.note(field, in: bytes)
            index = next
        }
        guard index + 1 < bytes.count else { return try unfinished(bytes) }
        guard bytes[index + 1] == Self.lineFeed else { throw .bareCarriageReturn }
        guard index + 2 <= limits.headBytes else { throw .headTooLarge }
        return index + 2
    }

    private func unfinished(_ bytes: Span<UInt8>) throws(HeadFault) -> Int? {
        guard bytes.count < limits.headBytes else { throw .headTooLarge }
        return nil
    }

    private func fieldLine(
        _ bytes: Span<UInt8>,
        from start: Int
    ) throws(HeadFault) -> (field: HeadField, next: Int)? {
        let count = bytes.count
        var index = start
        while index < count, ByteClass.isToken(bytes[index]) { index += 1 }
        guard index < count else { return nil }
        guard bytes[index] == UInt8(ascii: ":"), index > start else {
            throw Self.nameFault(bytes[index], isFirst: index == start)
        }
        let name = ByteRange(start, index)
        index += 1
        while index < count, ByteClass.isBlank(bytes[index]) { index += 1 }
        let valueStart = index
        while index < count, ByteClass.isFieldValue(bytes[index]) { index += 1 }
        guard index < count else { return nil }
        guard bytes[index] == Self.carriageReturn else {
            throw bytes[index] == Self.lineFeed ? .bareLineFeed : .controlByteInValue
        }
        guard index + 1 < count else { return nil }
        guard bytes[index + 1] == Self.lineFeed else { throw .bareCarriageReturn }
        var valueEnd = index
        while valueEnd > valueStart, ByteClass.isBlank(bytes[valueEnd - 1]) { valueEnd -= 1 }
        let field = HeadField(
            name: name,
            value: ByteRange(valueStart, valueEnd),
            kind: KnownField.named(name, in: bytes)
        )
        return (field, index + 2)
    }

    private static func nameFault(_ byte: UInt8, isFirst: Bool) -> HeadFault {
        if ByteClass.isBlank(byte) { return isFirst ? .foldedLine : .spaceBeforeColon }
        return byte == lineFeed ? .bareLineFeed : .fieldNameMalformed
    }
}

extension Span<UInt8> {
    /// Whether `HTTP/1.0` or `HTTP/1.1` stands there; eight bytes must.
    fileprivate func isHTTP1(at start: Int) -> Bool {
        self[start] == UInt8(ascii: "H") && self[start + 1] == UInt8(ascii: "T")
            && self[start + 2] == UInt8(ascii: "T") && self[start + 3] == UInt8(ascii: "P")
            && self[start + 4] == UInt8(ascii: "/") && self[start + 5] == UInt8(ascii: "1")
            && self[start + 6] == UInt8(ascii: ".")
            && (self[start + 7] == UInt8(ascii: "1") || self[start + 7] == UInt8(ascii: "0"))
    }
}
