import HTTPModel

/// A path as Prefect's server routes it: decoded as a whole, so that an escaped slash separates too.
extension HTTPTarget {
    var routedPath: String { segments.joined(separator: "/") }

    /// The parts of ``routedPath``.
    var routedSegments: [String] {
        routedPath.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
    }

    /// The target of the same path without escaped slashes; `nil` for one that leads nowhere there.
    var routed: HTTPTarget? {
        guard routedSegments.count != segments.count else { return self }
        return try? HTTPTarget(segments: routedSegments, query: query)
    }
}
