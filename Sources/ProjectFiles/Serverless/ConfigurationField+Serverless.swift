extension ConfigurationField {
    /// The field of a table by name; `nil` also for null and the empty text, which the vendor's tool takes for nothing.
    func given(_ key: String) throws(ProjectError) -> ConfigurationField? {
        guard let member = try member(key) else { return nil }
        return [.null, .string("")].contains(member.node.value) ? nil : member
    }

    /// A name as Function Compute has them for services, functions, triggers and aliases.
    func name(maximumLength: Int) throws(ProjectError) -> String {
        let text = try text()
        let isName =
            text.utf8.count <= maximumLength && text.utf8.first.map { Self.isWord($0) && !Self.isDigit($0) } == true
            && text.utf8.allSatisfy { Self.isWord($0) || $0 == UInt8(ascii: "-") }
        guard isName else {
            throw ProjectError(
                .nameInvalid,
                at: place,
                reason: "\"\(path)\" is \"\(text)\", which cannot be a name",
                advice:
                    "Use 1 to \(maximumLength) letters, digits, hyphens and underscores; a letter or underscore first"
            )
        }
        return text
    }

    /// The members of a table but these, each as compact JSON.
    func others(than known: [String]) throws(ProjectError) -> [String: String] {
        var others: [String: String] = [:]
        for entry in try table().entries where !known.contains(entry.key) { others[entry.key] = entry.node.json }
        return others
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
        default: isDigit(byte)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
