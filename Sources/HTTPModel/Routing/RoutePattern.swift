/// The shape of the paths that a route answers, such as `/api/v1/workers/{name}/versions/{version}`.
///
/// `{name}` stands for one segment that is not empty; `{name*}`, which can only be the last, for all that are left,
/// be it none. A path that ends in a slash has an empty last segment and is not the path without it.
public struct RoutePattern: Sendable, Hashable {
    enum Segment: Sendable, Hashable {
        case literal(String)
        case parameter(String)
        case rest(String)
    }

    public let text: String
    let segments: [Segment]

    /// The names between braces, from left to right.
    public var parameterNames: [String] {
        segments.compactMap { segment in
            switch segment {
            case .literal: nil
            case .parameter(let name), .rest(let name): name
            }
        }
    }
}

extension RoutePattern: ExpressibleByStringLiteral {
    /// A pattern written in the source; a malformed one is a mistake of ours and traps.
    public init(stringLiteral text: String) {
        precondition(text.first == "/", "a pattern begins with a slash: \(text)")
        let parts = text.utf8.count == 1 ? [] : text.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        self.text = text
        segments = parts.enumerated().map { index, part in
            guard part.first == "{", part.last == "}" else { return .literal(String(part)) }
            let name = part.dropFirst().dropLast()
            guard name.last == "*" else { return .parameter(String(name)) }
            precondition(index == parts.count - 1, "only the last segment can be a rest: \(text)")
            return .rest(String(name.dropLast()))
        }
        let names = parameterNames
        precondition(Set(names).count == names.count && !names.contains(""), "parameters need names: \(text)")
    }
}

extension RoutePattern: CustomStringConvertible {
    public var description: String { text }
}
