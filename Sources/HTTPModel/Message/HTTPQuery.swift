/// The query of a target as `name=value` items, decoded the way forms are (`+` is a space).
public struct HTTPQuery: Sendable, Hashable {
    public struct Item: Sendable, Hashable {
        public let name: String
        public let value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// In the order of the query; a name may occur more than once.
    public let items: [Item]

    public init(_ items: [Item] = []) {
        self.items = items
    }

    /// Reads the body of a form that was sent as `application/x-www-form-urlencoded`.
    public init(form text: String) throws(HTTPTarget.Invalid) {
        try self.init(parsing: text[...])
    }

    init(parsing raw: Substring) throws(HTTPTarget.Invalid) {
        var items: [Item] = []
        for pair in raw.split(separator: "&") {
            let equals = pair.firstIndex(of: "=") ?? pair.endIndex
            let name = try PercentCoding.decode(pair[..<equals], plusIsSpace: true)
            let value = try PercentCoding.decode(pair[equals...].dropFirst(), plusIsSpace: true)
            items.append(Item(name, value))
        }
        self.items = items
    }

    /// Returns the first value of a name; the empty string for a name without a value.
    public subscript(name: String) -> String? {
        items.first { $0.name == name }?.value
    }

    /// Returns every value of a name, in order.
    public func values(of name: String) -> [String] {
        items.lazy.filter { $0.name == name }.map(\.value)
    }

    var encoded: String {
        items.map { "\(PercentCoding.encode($0.name))=\(PercentCoding.encode($0.value))" }.joined(separator: "&")
    }
}

extension HTTPQuery: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, String)...) {
        items = elements.map { Item($0.0, $0.1) }
    }
}
