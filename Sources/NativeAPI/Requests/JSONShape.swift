/// Which keys a JSON document has where, without its values.
indirect enum JSONShape {
    case object([String: JSONShape])
    case list([JSONShape])
    case null
    case value

    /// The first path, in the order of names, that this document has and another lacks.
    func path(missingIn other: JSONShape) -> String? {
        switch (self, other) {
        case (.object(let mine), .object(let others)):
            for (key, shape) in mine.sorted(by: { $0.key < $1.key }) {
                if case .null = shape { continue }
                guard let counterpart = others[key] else { return key }
                if let path = shape.path(missingIn: counterpart) {
                    return path.hasPrefix("[") ? key + path : "\(key).\(path)"
                }
            }
            return nil
        case (.list(let mine), .list(let others)):
            for (index, pair) in zip(mine, others).enumerated() {
                if let path = pair.0.path(missingIn: pair.1) { return "[\(index)].\(path)" }
            }
            return nil
        default:
            return nil
        }
    }
}

extension JSONShape: Decodable {
    init(from decoder: any Decoder) throws {
        if let container = try? decoder.container(keyedBy: AnyKey.self) {
            var members: [String: JSONShape] = [:]
            for key in container.allKeys {
                members[key.stringValue] = try container.decode(JSONShape.self, forKey: key)
            }
            self = .object(members)
        } else if var container = try? decoder.unkeyedContainer() {
            var items: [JSONShape] = []
            while !container.isAtEnd { items.append(try container.decode(JSONShape.self)) }
            self = .list(items)
        } else {
            self = try decoder.singleValueContainer().decodeNil() ? .null : .value
        }
    }

    private struct AnyKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
