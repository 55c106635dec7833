import HTTPModel

/// What a request of the scheme `FC` may have been signed as asking for.
///
/// Calls of the API sign the path alone. Calls of triggers sign path and query: no text without the query is among
/// those of a request that has one, or its signature would be good for another. Clients take the path as they were
/// given it, which is escaped or not, and order and decode the query differently.
struct SignedResource {
    /// No two are equal.
    let texts: Set<String>

    init(_ request: SignedRequest, without parameter: PresignedParameter? = nil) {
        let target = request.target
        switch request.purpose {
        case .call: texts = Self.spellings(of: target.path)
        case .trigger(let prefix):
            let query = (target.rawQuery ?? "").split(separator: "&").filter { item in
                parameter.map { !item.hasPrefix("\($0.rawValue)=") } ?? true
            }
            let paths = [target.path, Self.rest(of: target.path, behind: prefix)].compactMap { $0 }
            texts = Set(paths.flatMap { Self.texts(path: $0, query: query) })
        }
    }

    private static func texts(path: String, query: [Substring]) -> [String] {
        let paths = spellings(of: path)
        guard !query.isEmpty else { return paths.flatMap { ["\($0)\n", $0] } }
        // Some put the query into the path that they sign, as they were given it.
        let inside = spellings(of: "\(path)?\(query.joined(separator: "&"))").map { "\($0)\n" }
        let asGiven = query.map { PercentCoding.decoded($0, plusIsSpace: false) }
        let asForm = query.map { PercentCoding.decoded($0, plusIsSpace: true) }
        guard asGiven.allSatisfy(isOneLine) else { return inside }
        var lists = [asGiven, asGiven.sorted(by: precedes), asForm.sorted(by: precedes)]
        // One decodes the query before it takes it apart.
        lists.append(asGiven.map { $0.replacing("&", with: "\n") })
        return inside + paths.flatMap { path in lists.map { "\(path)\n\($0.joined(separator: "\n"))" } }
    }

    /// A text escaped and not, and with one slash where an address that ends in one was put before it.
    private static func spellings(of text: String) -> Set<String> {
        let escaped: Set<String> = [text, "/" + text.drop { $0 == "/" }]
        return escaped.union(escaped.map { PercentCoding.decoded($0[...], plusIsSpace: false) }.filter(isOneLine))
    }

    /// Lines part the items of a query: a text with one inside would also be that of another request.
    private static func isOneLine(_ text: String) -> Bool {
        !text.utf8.contains(UInt8(ascii: "\n"))
    }

    private static func rest(of path: String, behind prefix: String) -> String? {
        guard !prefix.isEmpty, path.hasPrefix(prefix) else { return nil }
        let rest = path.dropFirst(prefix.count)
        return rest.isEmpty || rest.first == "/" ? "/" + rest.drop { $0 == "/" } : nil
    }

    private static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
