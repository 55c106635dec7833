import HTTPEngine

/// The header fields that only Sluice itself may send to an engine or to a client.
enum InternalField {
    /// Whether a client's field must not reach an engine: `Sluice-*` but the documented two, `X-Gw-*`, `X-Deno-*` and
    /// `X-Fc-*`, also with `_` in place of `-`, since what reads headers through CGI variables cannot tell them apart.
    static func isReserved(_ name: Span<UInt8>) -> Bool {
        guard name.count > 5 else { return false }
        switch name[0] | 0x20 {
        case UInt8(ascii: "s"): return hasPrefix("sluice-", name) && !isDocumented(name)
        case UInt8(ascii: "x"):
            return hasPrefix("x-gw-", name) || hasPrefix("x-deno-", name) || hasPrefix("x-fc-", name)
        default: return false
        }
    }

    /// Whether a field that is reserved belongs to the clients of functions, who sign their requests in such fields; in
    /// exactly this spelling but for case.
    static func isFunctions(_ name: Span<UInt8>) -> Bool {
        name.count > 5 && name.extracting(first: 5).isEqualIgnoringCase(to: Array("x-fc-".utf8))
    }

    /// Whether an engine's field must not reach a client.
    static func isReservedInAnswers(_ name: Span<UInt8>) -> Bool {
        guard name.count > 5 else { return false }
        return hasPrefix("sluice-", name) || hasPrefix("x-gw-", name)
    }

    /// `Sluice-Version` and `Sluice-Key`, in exactly that spelling but for case.
    private static func isDocumented(_ name: Span<UInt8>) -> Bool {
        name.isEqualIgnoringCase(to: Array("sluice-version".utf8))
            || name.isEqualIgnoringCase(to: Array("sluice-key".utf8))
    }

    private static func hasPrefix(_ prefix: StaticString, _ name: Span<UInt8>) -> Bool {
        guard name.count >= prefix.utf8CodeUnitCount else { return false }
        return prefix.withUTF8Buffer { prefix in
            for index in prefix.indices {
                let byte = name[index] == UInt8(ascii: "_") ? UInt8(ascii: "-") : name[index]
                if (byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte) != prefix[index] { return false }
            }
            return true
        }
    }
}
