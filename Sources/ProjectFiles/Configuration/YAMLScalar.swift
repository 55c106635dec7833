/// What a scalar of a YAML text means, as JavaScript's readers take it (the core schema of YAML 1.2).
///
/// So `yes`, `1_000` and dates are texts, and so are numbers that begin with a zero, such as an account's.
enum YAMLScalar {
    private static let prefix = "tag:yaml.org,2002:"

    /// Returns `nil` for a tag that is not known, or does not fit the text.
    static func value(_ text: String, isPlain: Bool, tag: String?) -> ConfigurationNode.Value? {
        guard let tag else { return isPlain ? plain(text) : .string(text) }
        guard tag != "!" else { return .string(text) }
        let meaning = plain(text)
        switch (tag.hasPrefix(prefix) ? String(tag.dropFirst(prefix.count)) : tag, meaning) {
        case ("str", _): return .string(text)
        case ("null", .null), ("bool", .boolean), ("int", .number), ("float", .number): return meaning
        default: return nil
        }
    }

    private static func plain(_ text: String) -> ConfigurationNode.Value {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .boolean(true)
        case "false", "False", "FALSE": return .boolean(false)
        default: return number(text).map { .number($0) } ?? .string(text)
        }
    }

    /// Returns a number as JSON writes it; infinities and what is no number are texts.
    private static func number(_ text: String) -> String? {
        guard let first = text.utf8.first, Array("+-.0123456789".utf8).contains(first) else { return nil }
        for (prefix, radix) in [("0x", 16), ("0o", 8)] where text.hasPrefix(prefix) {
            let digits = text.dropFirst(prefix.count)
            guard digits.first != "+", digits.first != "-" else { return nil }
            return UInt64(digits, radix: radix).map(String.init)
        }
        guard let match = text.wholeMatch(of: /([-+]?)(0|[1-9][0-9]*)?(?:\.([0-9]*))?(?:[eE]([-+]?[0-9]+))?/) else {
            return nil
        }
        let (_, sign, whole, fraction, exponent) = match.output
        guard whole != nil || fraction?.isEmpty == false else { return nil }
        let decimals = fraction.flatMap { $0.isEmpty ? nil : ".\($0)" } ?? ""
        return (sign == "-" ? "-" : "") + (whole ?? "0") + decimals + (exponent.map { "e\($0)" } ?? "")
    }
}
