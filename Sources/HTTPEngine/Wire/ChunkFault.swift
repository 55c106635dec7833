/// Why chunked framing is refused.
public enum ChunkFault: Error, Hashable, Sendable {
    /// The size is missing or has a character that is no hexadecimal digit.
    case sizeMalformed
    /// The size has more than ``ChunkedDecoder/sizeDigits`` digits.
    case sizeTooLarge
    case extensionMalformed
    case extensionTooLong
    /// A line or a chunk does not end in CR LF.
    case lineEndMissing
    case trailerMalformed
    case trailersTooLong
}
