/// Reads a form (RFC 7578) part by part, without ever holding more than a chunk.
///
/// ```swift
/// var reader = MultipartReader(request.body, boundary: boundary)
/// while let part = try await reader.nextPart() {
///     while let chunk = try await reader.nextChunk() { … }
/// }
/// ```
/// After an error the reader is of no more use.
public struct MultipartReader {
    private enum Position {
        case preamble
        case content
        case end
    }

    private var source: HTTPBody.AsyncIterator
    private let limits: MultipartLimits
    private let delimiter: [UInt8]
    /// Bytes that came and were not handed out.
    ///
    /// They begin with a line end that nobody sent, so that a boundary on the
    /// very first line looks like every other.
    private var buffer: [UInt8] = [0x0D, 0x0A]
    private var position = Position.preamble
    private var partCount = 0

    public init(_ body: HTTPBody, boundary: MultipartBoundary, limits: MultipartLimits = MultipartLimits()) {
        source = body.makeAsyncIterator()
        delimiter = Array("\r\n--\(boundary.text)".utf8)
        self.limits = limits
    }

    /// Returns the head of the next part, passing over what is left of the one before; `nil` behind the last.
    ///
    /// - Throws: ``MultipartError``, and whatever ends the body early.
    public mutating func nextPart() async throws -> MultipartPart? {
        switch position {
        case .preamble: try await skipPreamble()
        case .content: while try await nextChunk() != nil {}
        case .end: break
        }
        guard position != .end, try await passBoundary() else { return nil }
        partCount += 1
        guard partCount <= limits.parts else { throw MultipartError.tooManyParts(limit: limits.parts) }
        position = .content
        return try MultipartPart(fields: try await head(), number: partCount)
    }

    /// Returns the next bytes of the part that ``nextPart()`` began; `nil` at its end.
    public mutating func nextChunk() async throws -> [UInt8]? {
        guard position == .content else { return nil }
        while true {
            let search = DelimiterSearch(delimiter, in: buffer)
            if search.safeCount > 0 { return take(search.safeCount) }
            if search.isFound { return nil }
            try await fill()
        }
    }

    /// Returns what is left of the part, if it is no more than the limit.
    ///
    /// - Throws: ``HTTPBody/TooLarge``, and what ``nextChunk()`` throws.
    public mutating func collectPart(upTo limit: Int) async throws -> [UInt8] {
        var collected: [UInt8] = []
        while let chunk = try await nextChunk() {
            guard chunk.count <= limit - collected.count else { throw HTTPBody.TooLarge(limit: limit) }
            collected += chunk
        }
        return collected
    }

    private mutating func skipPreamble() async throws {
        var skipped = 0
        while true {
            let search = DelimiterSearch(delimiter, in: buffer)
            skipped += take(search.safeCount).count
            guard skipped <= limits.preambleBytes else {
                throw MultipartError.preambleTooLarge(limit: limits.preambleBytes)
            }
            if search.isFound { return }
            try await fill()
        }
    }

    /// Passes the boundary at the front of the buffer; returns whether a part follows.
    private mutating func passBoundary() async throws -> Bool {
        while buffer.count < delimiter.count + 2 { try await fill() }
        _ = take(delimiter.count)
        if buffer.starts(with: "--".utf8) {
            position = .end
            try await skipEpilogue()
            return false
        }
        // Transport padding (RFC 2046, section 5.1.1), which nobody sends and everybody must accept.
        while let byte = buffer.first, byte == 0x20 || byte == 0x09 {
            _ = take(1)
            while buffer.count < 2 { try await fill() }
        }
        guard buffer.starts(with: "\r\n".utf8) else { throw MultipartError.malformedBoundary }
        _ = take(2)
        return true
    }

    private mutating func skipEpilogue() async throws {
        var skipped = take(buffer.count).count
        while skipped <= limits.epilogueBytes {
            guard let chunk = try await source.next() else { return }
            skipped += chunk.count
        }
        throw MultipartError.epilogueTooLarge(limit: limits.epilogueBytes)
    }

    private mutating func head() async throws -> HTTPFields {
        var fields: HTTPFields = [:]
        var size = 0
        while true {
            let line = try await line(atMost: limits.partHeadBytes - size)
            size += line.count + 2
            if line.isEmpty {
                try await passEmptyLine()
                return fields
            }
            guard let text = String(validating: line, as: UTF8.self), let colon = text.utf8.firstIndex(of: 0x3A),
                let name = try? HTTPFieldName(String(text[..<colon])),
                let value = try? HTTPFieldValue(String(text[colon...].dropFirst()))
            else { throw MultipartError.malformedHead(part: partCount) }
            fields.append(name, value)
        }
    }

    /// Passes the line end that ends the head, unless it is also the one that a boundary begins with: the grammar
    /// (RFC 2046, appendix A) lets a part without content save a line.
    private mutating func passEmptyLine() async throws {
        while true {
            let search = DelimiterSearch(delimiter, in: buffer)
            if search.safeCount == 0, search.isFound { return }
            if search.safeCount > 0 { break }
            try await fill()
        }
        buffer.removeFirst(2)
    }

    /// Returns the bytes of the next line and passes it, but not the end of an empty line.
    private mutating func line(atMost limit: Int) async throws -> [UInt8] {
        var searched = 0
        while true {
            if let end = DelimiterSearch.lineEnd(in: buffer, from: searched) {
                guard end + 2 <= limit else { break }
                defer { if end > 0 { buffer.removeFirst(2) } }
                return take(end)
            }
            searched = max(0, buffer.count - 1)
            guard searched < limit else { break }
            try await fill()
        }
        throw MultipartError.headTooLarge(part: partCount, limit: limits.partHeadBytes)
    }

    private mutating func fill() async throws {
        guard let chunk = try await source.next() else { throw MultipartError.truncated }
        buffer += chunk
    }

    private mutating func take(_ count: Int) -> [UInt8] {
        guard count < buffer.count else {
            defer { buffer = [] }
            return buffer
        }
        defer { buffer.removeFirst(count) }
        return Array(buffer[..<count])
    }
}
