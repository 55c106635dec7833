import HTTPModel

/// Which fields a proxy passes on (RFC 9110, section 7.6.1), in which order they came.
extension HTTPFields {
    /// The fields of a request for the server: without those of the connection, and without Sluice's own session.
    ///
    /// `Expect` is missing too: whether the body is wanted has been said by us.
    var passedOn: HTTPFields {
        var passed = withoutHopByHop
        passed.remove(.expect)
        passed.removeSession()
        return passed
    }

    /// The fields of an answer for the client: without those of the connection, and without the permission for all
    /// other pages to read it, which Prefect's server gives by default.
    var passedBack: HTTPFields {
        withoutHopByHop.keeping { field in
            guard !field.name.lowercased.hasPrefix("access-control-") else { return false }
            return field.name != .setCookie || !field.value.text.hasPrefix("\(SessionCookie.name)=")
        }
    }

    private var withoutHopByHop: HTTPFields {
        let named = Set(items(of: .connection).map { $0.lowercased() })
        return keeping { !Self.hopByHop.contains($0.name) && !named.contains($0.name.lowercased) }
    }

    private static let hopByHop: Set<HTTPFieldName> = [
        .connection, .transferEncoding, .upgrade, "HTTP2-Settings", "Keep-Alive", "Proxy-Authenticate",
        "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer",
    ]

    private func keeping(_ isKept: (Field) -> Bool) -> HTTPFields {
        var kept: HTTPFields = [:]
        kept.reserveCapacity(count)
        for field in self where isKept(field) { kept.append(field.name, field.value) }
        return kept
    }
}
