import FoundationEssentials
import HTTPModel

/// An alias as the server answers it, in words for people.
struct AliasReading: Sendable {
    let name: String
    /// A number, or `LATEST`.
    let version: String
    let canary: String?
    /// The part of all calls that the canary gets, from 0 to 1.
    let weight: Decimal?
    /// Whether what a call carries decides about the canary, and not a draw.
    let isByContent: Bool
    let description: String
    let moved: String

    init(_ document: JSONValue) {
        name = document["aliasName"]?.string ?? ""
        version = document["versionId"]?.string ?? ""
        let additional = document["additionalVersionWeight"]?.object?.min { $0.key < $1.key }
        canary = additional?.key
        weight = additional?.value.number
        isByContent = document["resolvePolicy"]?.string == "Content" && additional != nil
        description = document["description"]?.string ?? ""
        moved = document["lastModifiedTime"]?.string ?? ""
    }

    /// Who gets what: `2`, or `1 80%, 3 20%`, or `1, and 3 by the route policy`.
    var share: TerminalText {
        guard let canary else { return "\(version, .strong)" }
        guard !isByContent else { return "\(version, .strong), and \(canary, .strong) by the route policy" }
        let part = (weight ?? 0) * 100
        return "\(version, .strong) \("\(100 - part)")%, \(canary, .strong) \("\(part)")%"
    }

    func lines(of service: String, verb: TerminalText) -> [TerminalText] {
        var fields = FieldList()
        fields.add("serves", share)
        if !description.isEmpty { fields.add(text: "description", description) }
        return ["\(service, .strong) \(name, .strong) \(verb)"] + fields.lines
    }
}
