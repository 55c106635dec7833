import FoundationEssentials

/// A JSON document that stays as it was written: numbers keep their digits, members their order, texts their escapes.
///
/// For documents of others that are handed on: what a reader of ``JSONValue`` would write anew, this one leaves alone.
package struct JSONText: Sendable {
    /// One well-formed value (RFC 8259) without white space around it.
    package let bytes: ArraySlice<UInt8>

    /// The deepest nesting of arrays and objects.
    package static let maximumDepth = 256

    /// `nil` for anything but one JSON value, and for one that is nested deeper than ``maximumDepth``.
    package init?(_ bytes: [UInt8]) {
        var scanner = JSONScanner(bytes[...])
        guard let range = scanner.document() else { return nil }
        self.bytes = bytes[range]
    }

    package init?(_ text: String) {
        self.init(Array(text.utf8))
    }

    /// A part that a scanner has read.
    init(scanned bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
    }

    /// Writes a value of ours.
    package init(encoding value: JSONValue) {
        bytes = value.bytes[...]
    }

    package static let null = JSONText(scanned: Array("null".utf8)[...])

    package var text: String { String(decoding: bytes, as: UTF8.self) }

    package var isNull: Bool { bytes.first == UInt8(ascii: "n") }

    package struct Member: Sendable {
        package let name: String
        package let value: JSONText

        package init(_ name: String, _ value: JSONText) {
            self.name = name
            self.value = value
        }
    }

    /// The members of an object in their order; `nil` for anything else.
    package var members: [Member]? {
        var scanner = JSONScanner(bytes)
        return scanner.members()?.map { Member(Self.string($0.name) ?? "", JSONText(scanned: bytes[$0.value])) }
    }

    /// The elements of an array; `nil` for anything else.
    package var elements: [JSONText]? {
        var scanner = JSONScanner(bytes)
        return scanner.elements()?.map { JSONText(scanned: bytes[$0]) }
    }

    /// The last member of that name, as readers of JSON have it; `nil` for anything but an object.
    package subscript(name: String) -> JSONText? {
        members?.last { $0.name == name }?.value
    }

    /// The text of a string.
    package var string: String? { Self.string(bytes) }

    /// The same value with sorted members, no white space, and texts that are escaped in one way: equal values of equal
    /// digits are equal here.
    package var canonical: String {
        if let members {
            // As in `subscript`, the last one counts; names are told apart by their bytes.
            let last = Dictionary(members.map { (Array($0.name.utf8), $0) }) { $1 }
            let parts = last.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { _, member in
                "\(JSONValue.string(member.name).text):\(member.value.canonical)"
            }
            return "{\(parts.joined(separator: ","))}"
        }
        if let elements { return "[\(elements.map(\.canonical).joined(separator: ","))]" }
        return string.map { JSONValue.string($0).text } ?? text
    }

    /// An object of these members.
    package init(_ members: [Member]) {
        var bytes = Array("{".utf8)
        for (index, member) in members.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes += JSONValue.string(member.name).bytes
            bytes.append(UInt8(ascii: ":"))
            bytes += member.value.bytes
        }
        bytes.append(UInt8(ascii: "}"))
        self.bytes = bytes[...]
    }

    /// An array of these elements.
    package init(_ elements: [JSONText]) {
        self.bytes =
            Array("[".utf8)[...] + elements.map(\.bytes).joined(separator: [UInt8(ascii: ",")]) + Array("]".utf8)
    }

    /// An object with other values of some members; those that it lacks come last.
    ///
    /// Anything but an object stays.
    package func setting(_ changes: [Member]) -> JSONText {
        guard let members else { return self }
        let changed = Dictionary(changes.map { ($0.name, $0.value) }) { $1 }
        let kept = members.map { Member($0.name, changed[$0.name] ?? $0.value) }
        let known = Set(members.map(\.name))
        return JSONText(kept + changes.filter { !known.contains($0.name) })
    }

    /// An object without some members.
    package func removing(_ names: Set<String>) -> JSONText {
        guard let members else { return self }
        return JSONText(members.filter { !names.contains($0.name) })
    }

    private static func string(_ bytes: ArraySlice<UInt8>) -> String? {
        guard bytes.first == UInt8(ascii: "\"") else { return nil }
        let inner = bytes.dropFirst().dropLast()
        if !inner.contains(UInt8(ascii: "\\")) { return String(validating: inner, as: UTF8.self) }
        return try? JSONDecoder().decode(String.self, from: Data(bytes))
    }
}
