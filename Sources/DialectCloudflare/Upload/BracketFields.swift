import FoundationEssentials
import HTTPModel

/// Metadata that comes as one text part per leaf: `[bindings][][type]`, `[annotations][workers/tag]`.
///
/// Elements of a list follow one another: a key that the current element already has begins the next.
struct BracketFields {
    /// Fields that are no texts; texts alone cannot say so.
    private static let flags: Set<String> = [
        "enabled", "logpush", "keep_assets", "invocation_logs", "persist", "run_worker_first", "cross_version_cache",
    ]
    private static let numbers: Set<String> = [
        "cpu_ms", "subrequests", "head_sampling_rate", "delivery_delay", "limit", "period", "max_delay",
    ]

    private(set) var value = JSONValue.object([:])

    init(_ fields: [(path: String, text: String)]) {
        for (path, text) in fields {
            let keys = path.split(separator: "[").map { String($0.hasSuffix("]") ? $0.dropLast() : $0) }
            guard !keys.isEmpty else { continue }
            value = Self.set(text, at: keys[...], in: value)
        }
    }

    private static func set(_ text: String, at keys: ArraySlice<String>, in value: JSONValue?) -> JSONValue {
        guard let key = keys.first else { return .string(text) }
        let rest = keys.dropFirst()
        guard key.isEmpty else {
            var members = value?.object ?? [:]
            members[key] = rest.isEmpty ? leaf(text, named: key) : set(text, at: rest, in: members[key])
            return .object(members)
        }
        var elements = value?.array ?? []
        guard !rest.isEmpty else { return .array(elements + [.string(text)]) }
        if let last = elements.last, !has(rest, in: last) {
            elements[elements.count - 1] = set(text, at: rest, in: last)
        } else {
            elements.append(set(text, at: rest, in: nil))
        }
        return .array(elements)
    }

    private static func has(_ keys: ArraySlice<String>, in value: JSONValue) -> Bool {
        guard let key = keys.first, !key.isEmpty else { return false }
        guard let member = value[key] else { return false }
        return keys.count == 1 || has(keys.dropFirst(), in: member)
    }

    private static func leaf(_ text: String, named name: String) -> JSONValue {
        if flags.contains(name), text == "true" || text == "false" { return .bool(text == "true") }
        if numbers.contains(name), let number = Decimal(string: text) { return .number(number) }
        return .string(text)
    }
}
