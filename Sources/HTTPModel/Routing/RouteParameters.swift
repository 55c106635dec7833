/// What the segments of a path put in place of the parameters of its route's pattern.
public struct RouteParameters: Sendable, Hashable {
    private let values: [String: [String]]

    init(_ segments: ArraySlice<String>, of pattern: RoutePattern) {
        var values: [String: [String]] = [:]
        for (index, segment) in zip(segments.indices, pattern.segments) {
            if case .parameter(let name) = segment { values[name] = [segments[index]] }
        }
        if case .rest(let name) = pattern.segments.last {
            values[name] = Array(segments.dropFirst(pattern.segments.count - 1))
        }
        self.values = values
    }

    /// Returns the decoded segment that stands for a parameter of the pattern.
    ///
    /// Asking for a name that the pattern does not have is a mistake of ours and traps.
    public subscript(name: String) -> String {
        guard let value = values[name]?.first else { preconditionFailure("the route has no parameter \(name)") }
        return value
    }

    /// Returns the decoded segments that stand for the `{name*}` of the pattern.
    public func rest(_ name: String) -> [String] {
        guard let value = values[name] else { preconditionFailure("the route has no parameter \(name)") }
        return value
    }
}
