import HTTPEngine

/// Where a request says which version it wants, or by which key it is to be assigned.
struct ChoiceFields {
    /// The value of `Sluice-Version`.
    private(set) var version: ByteRange?
    /// `Sluice-Key`, or else `Cloudflare-Workers-Version-Key`; never empty.
    private(set) var key: ByteRange?
    /// Whether there is a `Cloudflare-Workers-Version-Overrides`.
    private(set) var hasOverrides = false
    /// Whether the request asks for a version, be there one of that name or not.
    var namesVersion: Bool { version != nil || hasOverrides }

    private var cloudflareKey: ByteRange?

    init(_ fields: [HeadField], in bytes: Span<UInt8>) {
        for field in fields where field.kind == .other {
            switch field.name.count {
            case 10:
                if key == nil, !field.value.isEmpty, bytes.matches("sluice-key", at: field.name) { key = field.value }
            case 14: if version == nil, bytes.matches("sluice-version", at: field.name) { version = field.value }
            case 30:
                if cloudflareKey == nil, !field.value.isEmpty,
                    bytes.matches("cloudflare-workers-version-key", at: field.name)
                {
                    cloudflareKey = field.value
                }
            case 36: if Self.isOverrides(field, in: bytes) { hasOverrides = true }
            default: break
            }
        }
        if key == nil { key = cloudflareKey }
    }

    /// The lines of `Cloudflare-Workers-Version-Overrides`, joined as RFC 9110, 5.3, says.
    static func overrides(_ fields: [HeadField], in bytes: Span<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        for field in fields where isOverrides(field, in: bytes) {
            if !text.isEmpty { text += Array(", ".utf8) }
            for index in field.value.indices { text.append(bytes[index]) }
        }
        return text
    }

    private static func isOverrides(_ field: HeadField, in bytes: Span<UInt8>) -> Bool {
        bytes.matches("cloudflare-workers-version-overrides", at: field.name)
    }
}
