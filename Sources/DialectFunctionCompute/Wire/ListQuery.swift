import HTTPModel

/// Which part of a list is asked for.
///
/// `startKey` is the first item that may be in it, and `nextToken` of one part the `startKey` of the next.
struct ListQuery {
    static let defaultLimit = 20
    static let maximumLimit = 100

    let limit: Int
    let prefix: String
    /// Empty for the beginning.
    let start: String

    init(_ query: HTTPQuery) throws(FunctionComputeError) {
        if let text = query["limit"], !text.isEmpty {
            guard let limit = Int(text), (1...Self.maximumLimit).contains(limit) else {
                throw .invalid("limit must be an integer from 1 to \(Self.maximumLimit) (actual: '\(text)')")
            }
            self.limit = limit
        } else {
            limit = Self.defaultLimit
        }
        prefix = query["prefix"] ?? ""
        let token = query["nextToken"] ?? ""
        start = token.isEmpty ? query["startKey"] ?? "" : token
    }

    /// Cuts the part out of all items, which are sorted by name; returns it and where the next begins.
    func page<Item>(of items: [Item], name: (Item) -> String) -> (items: ArraySlice<Item>, next: String?) {
        let rest = items.filter { name($0).hasPrefix(prefix) && name($0) >= start }
        return (rest.prefix(limit), rest.count > limit ? name(rest[limit]) : nil)
    }
}

extension JSONValue {
    /// A list as clients read it, which look for `nextToken` where there is no more.
    static func list(_ name: String, _ items: [JSONValue], next: String?) -> JSONValue {
        var members: [String: JSONValue] = [name: .array(items)]
        if let next { members["nextToken"] = .string(next) }
        return .object(members)
    }
}
