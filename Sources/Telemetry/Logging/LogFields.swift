/// Named values of a log line, in order.
public struct LogFields: Sendable, Hashable {
    struct Field: Sendable, Hashable {
        let name: String
        let value: LogValue
    }

    private(set) var fields: [Field] = []

    public init() {}

    public mutating func append(_ name: String, _ value: LogValue) {
        fields.append(Field(name: name, value: value))
    }

    public mutating func append(contentsOf other: LogFields) {
        fields += other.fields
    }
}

extension LogFields: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, LogValue)...) {
        fields.reserveCapacity(elements.count)
        for (name, value) in elements {
            append(name, value)
        }
    }
}
