import HTTPModel
import ReleaseCore
import ReleaseModel

/// A deployment as Prefect's server answers it.
struct DeploymentDocument: Sendable {
    let json: JSONText
    let id: String
    let name: String
    let flowID: String

    /// `nil` for a document that is not one of a deployment.
    init?(_ json: JSONText) {
        guard let id = json["id"]?.string, let name = json["name"]?.string, let flow = json["flow_id"]?.string else {
            return nil
        }
        self.json = json
        self.id = id
        self.name = name
        flowID = flow
    }

    /// What a version has of it.
    var content: Snapshot {
        get throws(InvalidContent) {
            let members = Dictionary((json.members ?? []).map { ($0.name, $0.value) }) { $1 }
            var configuration: [String: String] = [:]
            for property in FlowProperty.allCases {
                configuration[property.rawValue] = Self.value(of: property, in: members).text
            }
            return try Snapshot(kind: .flow, components: [], configuration: configuration)
        }
    }

    var label: String? { json[FlowProperty.version.rawValue]?.string }

    /// Labels that Prefect puts on by itself are its own affair.
    static let ownLabels = "prefect."

    private static func value(of property: FlowProperty, in document: [String: JSONText]) -> JSONText {
        guard let value = document[property.rawValue], !value.isNull else {
            return JSONText(property.absent) ?? .null
        }
        guard property == .labels, let labels = value.members else { return value }
        return JSONText(labels.filter { !$0.name.hasPrefix(ownLabels) })
    }
}

extension Snapshot {
    /// A property of a flow's version.
    func value(of property: FlowProperty) -> JSONText {
        configuration[property.rawValue].flatMap { JSONText($0) } ?? JSONText(property.absent) ?? .null
    }

    /// The properties that differ from those of another version.
    func differences(from other: Snapshot) -> [FlowProperty] {
        // By their bytes: to Swift, texts that differ in nothing but Unicode's normal form are equal.
        FlowProperty.allCases.filter { property in
            let (mine, others) = (configuration[property.rawValue], other.configuration[property.rawValue])
            if let mine, let others, mine.utf8.elementsEqual(others.utf8) { return false }
            return !meaning(of: property).utf8.elementsEqual(other.meaning(of: property).utf8)
        }
    }

    /// What a property says, in one form.
    ///
    /// The server keeps no schema as an empty one when a deployment is made, and completes it whenever it is written.
    private func meaning(of property: FlowProperty) -> String {
        let value = value(of: property)
        guard property == .parameterSchema, let members = value.members else { return value.canonical }
        let names = Set(members.map(\.name))
        let missing = Self.wholeSchema.filter { !names.contains($0.name) }
        return JSONText(members + missing).canonical
    }

    private static let wholeSchema = [
        JSONText.Member("type", .string("object")),
        JSONText.Member("properties", [:]),
    ]
}
