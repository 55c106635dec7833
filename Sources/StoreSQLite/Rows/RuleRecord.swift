import ReleaseModel

/// The stored form of a rule's conditions, as a part of ``RoutingRecord``.
enum RuleRecord {
    private typealias Malformed = ByteReader.Malformed

    static func put(_ rule: Rule, to writer: inout ByteWriter) {
        writer.put(rule.match.rawValue)
        writer.put(rule.conditions) { writer, condition in
            writer.put(condition.attribute.description)
            switch condition.test {
            case .exists:
                writer.put(0)
            case .equals(let text):
                writer.put(1)
                writer.put(text)
            case .hasPrefix(let text):
                writer.put(2)
                writer.put(text)
            case .isOneOf(let texts):
                writer.put(3)
                writer.put(texts) { $0.put($1) }
            case .differs(let text):
                writer.put(4)
                writer.put(text)
            case .compares(let comparison, let text):
                writer.put(5)
                writer.put(comparison.rawValue)
                writer.put(text)
            case .isSampled(let slots):
                writer.put(6)
                writer.put(slots)
            }
        }
    }

    static func conditions(
        from reader: inout ByteReader
    ) throws(ByteReader.Malformed) -> (match: Rule.Match, all: [Rule.Condition]) {
        guard let match = Rule.Match(rawValue: try reader.text()) else { throw Malformed() }
        let conditions = try reader.list { (reader) throws(Malformed) in
            guard let attribute = RequestAttribute(try reader.text()) else { throw Malformed() }
            return Rule.Condition(attribute, try test(from: &reader))
        }
        return (match, conditions)
    }

    private static func test(from reader: inout ByteReader) throws(Malformed) -> Rule.Test {
        switch try reader.number() {
        case 0: return .exists
        case 1: return .equals(try reader.text())
        case 2: return .hasPrefix(try reader.text())
        case 3: return .isOneOf(try reader.list { (reader) throws(Malformed) in try reader.text() })
        case 4: return .differs(from: try reader.text())
        case 5:
            guard let comparison = Rule.Comparison(rawValue: try reader.text()) else { throw Malformed() }
            return .compares(comparison, to: try reader.text())
        case 6: return .isSampled(slots: try reader.number())
        default: throw Malformed()
        }
    }
}
