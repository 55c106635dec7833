/// The header fields of a message, in order; names compare without case, and one name may occur often.
///
/// Names and values are checked when they are made, so a list of fields is always safe to write out.
public struct HTTPFields: Sendable, Hashable {
    public struct Field: Sendable, Hashable {
        public let name: HTTPFieldName
        public let value: HTTPFieldValue
    }

    private var fields: [Field] = []

    public init() {}

    /// Returns the first value of a name.
    ///
    /// Ask ``values(of:)`` where a field may be repeated and the repetition means something.
    public subscript(name: HTTPFieldName) -> String? {
        fields.first { $0.name == name }?.value.text
    }

    /// Returns every value of a name, in order.
    public func values(of name: HTTPFieldName) -> [String] {
        fields.lazy.filter { $0.name == name }.map(\.value.text)
    }

    public func contains(_ name: HTTPFieldName) -> Bool {
        fields.contains { $0.name == name }
    }

    /// Replaces all fields of a name by one, which stays where the first of them was.
    public mutating func set(_ name: HTTPFieldName, to value: HTTPFieldValue) {
        guard let index = fields.firstIndex(where: { $0.name == name }) else { return append(name, value) }
        fields[index] = Field(name: name, value: value)
        fields[(index + 1)...].removeAll { $0.name == name }
    }

    /// Adds a field behind the others, also where its name occurs already.
    public mutating func append(_ name: HTTPFieldName, _ value: HTTPFieldValue) {
        fields.append(Field(name: name, value: value))
    }

    public mutating func remove(_ name: HTTPFieldName) {
        fields.removeAll { $0.name == name }
    }

    public mutating func reserveCapacity(_ count: Int) {
        fields.reserveCapacity(count)
    }
}

extension HTTPFields: RandomAccessCollection {
    public var startIndex: Int { fields.startIndex }
    public var endIndex: Int { fields.endIndex }
    public subscript(position: Int) -> Field { fields[position] }
}

extension HTTPFields: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (HTTPFieldName, HTTPFieldValue)...) {
        fields = elements.map { Field(name: $0.0, value: $0.1) }
    }
}
