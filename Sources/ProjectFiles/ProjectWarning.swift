/// Something in a project that does not stop it, but may not do what its author expects.
public struct ProjectWarning: Sendable, Hashable {
    public let code: Code
    public let place: SourcePlace?
    /// One sentence without its full stop.
    public let text: String

    public init(_ code: Code, at place: SourcePlace?, _ text: String) {
        self.code = code
        self.place = place
        self.text = text
    }

    /// A stable name that scripts may rely on.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        case configurationPassedOver = "configuration_passed_over"
        case keyUnknown = "key_unknown"
        case variableNotInherited = "variable_not_inherited"
        case compatibilityDateMissing = "compatibility_date_missing"
        case flagUnknown = "flag_unknown"
        case flagNotInterpreted = "flag_not_interpreted"
        case ruleIgnored = "rule_ignored"
        case importComputed = "import_computed"
        case nodeModuleWithoutFlag = "node_module_without_flag"
        case placeholderKept = "placeholder_kept"
        case keyIgnored = "key_ignored"
    }
}

extension ProjectWarning: CustomStringConvertible {
    public var description: String {
        guard let place else { return "\(text)." }
        return "\(place): \(text)."
    }
}
