/// Documents of ours, with their members in the order in which they are written.
extension JSONText: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral members: (String, JSONText)...) {
        self.init(members.map { Member($0.0, $0.1) })
    }

    package static func string(_ text: String) -> JSONText {
        JSONText(encoding: .string(text))
    }

    package static func number(_ number: Int) -> JSONText {
        JSONText(encoding: JSONValue(number))
    }

    package static func bool(_ isTrue: Bool) -> JSONText {
        JSONText(encoding: .bool(isTrue))
    }

    /// An object with other values of some members; those that it lacks come last.
    ///
    /// Anything but an object stays.
    package func setting(_ changes: KeyValuePairs<String, JSONText>) -> JSONText {
        setting(changes.map { Member($0.key, $0.value) })
    }
}
