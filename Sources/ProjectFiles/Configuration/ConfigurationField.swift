/// A value together with its path in the file, so that a wrong type is reported by name and place.
struct ConfigurationField {
    /// Such as `env.staging.rules[0].type`.
    let path: String
    let file: String
    let node: ConfigurationNode

    var place: SourcePlace { SourcePlace(file: file, position: node.position) }

    func string() throws(ProjectError) -> String {
        guard case .string(let string) = node.value else { throw mismatch("a string") }
        return string
    }

    /// A string, or a number or boolean as it is written.
    func text() throws(ProjectError) -> String {
        switch node.value {
        case .string(let text), .number(let text): return text
        case .boolean(let flag): return flag ? "true" : "false"
        case .null, .array, .table: throw mismatch("a string")
        }
    }

    /// A whole number within bounds, also one that is written as a string.
    func integer(_ bounds: ClosedRange<Int>) throws(ProjectError) -> Int {
        switch node.value {
        case .string(let text), .number(let text):
            guard let number = Int(text) else { throw mismatch("a whole number") }
            guard bounds.contains(number) else {
                throw ProjectError(
                    .valueInvalid,
                    at: place,
                    reason: "\"\(path)\" is \(number)",
                    advice: "Use \(bounds.lowerBound) to \(bounds.upperBound)"
                )
            }
            return number
        case .boolean, .null, .array, .table: throw mismatch("a whole number")
        }
    }

    func boolean() throws(ProjectError) -> Bool {
        guard case .boolean(let flag) = node.value else { throw mismatch("true or false") }
        return flag
    }

    func table() throws(ProjectError) -> ConfigurationTable {
        guard case .table(let table) = node.value else { throw mismatch("a table") }
        return table
    }

    func elements() throws(ProjectError) -> [ConfigurationField] {
        guard case .array(let elements) = node.value else { throw mismatch("an array") }
        return elements.enumerated().map { index, element in
            ConfigurationField(path: "\(path)[\(index)]", file: file, node: element)
        }
    }

    func strings() throws(ProjectError) -> [String] {
        var strings: [String] = []
        for element in try elements() { strings.append(try element.string()) }
        return strings
    }

    /// The field of a table by name; `nil` when the table has none.
    func member(_ key: String) throws(ProjectError) -> ConfigurationField? {
        guard let member = try table()[key] else { return nil }
        return ConfigurationField(path: path.isEmpty ? key : "\(path).\(key)", file: file, node: member)
    }

    func required(_ key: String) throws(ProjectError) -> ConfigurationField {
        if let member = try member(key) { return member }
        throw ProjectError(
            .fieldMissing,
            at: place,
            reason: "\"\(path)\" has no \"\(key)\"",
            advice: "Add \"\(key)\""
        )
    }

    private func mismatch(_ expected: String) -> ProjectError {
        ProjectError(
            .fieldType,
            at: place,
            reason: "\"\(path)\" must be \(expected), but is \(node.kind)",
            advice: "Change its value"
        )
    }
}
