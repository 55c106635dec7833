import HTTPModel

/// The rules of a `_headers` file, ready to be applied.
///
/// Every rule that matches a request applies, in the order of the file: it removes, then sets. A field that a rule
/// above has set gets the further value behind a comma; one that the server has set is replaced. (Workers static
/// assets, "Headers".)
public struct HeaderRules: Sendable {
    /// The most rules of a file.
    public static let maximumCount = 100

    /// The lines that are ignored.
    public let problems: [RuleProblem]

    private let rules: [HeaderRule]

    public init(_ text: String) {
        var reader = HeaderReader(text)
        reader.readAll()
        problems = reader.problems
        rules = reader.rules
    }

    /// Changes the fields of the response to a request for a host and a path.
    func apply(to fields: inout HTTPFields, host: String, path: AssetPath) {
        guard !rules.isEmpty else { return }
        let host = SegmentedText.host(host)
        let path = SegmentedText.path(path)
        var own: Set<HTTPFieldName> = []
        for rule in rules {
            guard let captures = rule.source.match(host: host, path: path) else { continue }
            for name in rule.removals { fields.remove(name) }
            for (name, template) in rule.values {
                // What a host put into a value may make it none, such as a tab: then the field is left as it is.
                guard let value = try? HTTPFieldValue(template.filled(with: captures)) else { continue }
                let isFirst = own.insert(name).inserted
                Self.set(name, to: value, in: &fields, behind: isFirst ? nil : fields[name])
            }
        }
    }

    private static func set(
        _ name: HTTPFieldName,
        to value: HTTPFieldValue,
        in fields: inout HTTPFields,
        behind previous: String?
    ) {
        switch previous {
        case nil: fields.set(name, to: value)
        // Cookies hold commas of their own, so each keeps its field (RFC 6265, section 3).
        case _? where name == .setCookie: fields.append(name, value)
        case let previous?:
            guard let joined = try? HTTPFieldValue("\(previous), \(value.text)") else { return }
            fields.set(name, to: joined)
        }
    }
}
