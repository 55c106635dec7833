/// The address of a rule: a path, or an `https://` URL.
struct RuleAddress: Sendable, Hashable {
    /// With a port if one is named; `nil` for a path alone.
    let host: String?
    /// From the first slash on, with query and fragment; `/` for a URL that ends with its host.
    let rest: String

    init?(_ text: Substring) {
        let scheme = "https://"
        guard text.utf8.starts(with: scheme.utf8) else {
            guard text.utf8.first == UInt8(ascii: "/") else { return nil }
            host = nil
            rest = String(text)
            return
        }
        let address = Substring(text.utf8.dropFirst(scheme.utf8.count))
        let end = address.utf8.firstIndex { "/?#".utf8.contains($0) } ?? address.endIndex
        guard end > address.startIndex else { return nil }
        host = String(address[..<end])
        rest = (address[end...].utf8.first == UInt8(ascii: "/") ? "" : "/") + address[end...]
    }

    /// The path without query and fragment.
    var path: String {
        String(rest[...].withoutQueryAndFragment)
    }

    /// Whether the host names a port.
    var hasPort: Bool {
        host.map { $0.withoutPort.utf8.count < $0.utf8.count } ?? false
    }
}

extension Substring {
    var withoutQueryAndFragment: Substring {
        Substring(utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") })
    }
}
