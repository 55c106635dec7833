import HTTPModel
import ReleaseModel

/// What this dialect writes down word for word with a version or a deployment, to read it back.
struct DialectRecord: Sendable {
    /// What the client sent, without empty texts.
    let annotations: [String: String]
    /// What made it, such as `upload`, `version_upload`, `deployment` or `secret`.
    let trigger: String
    /// The deployment that a legacy rollback left.
    var rollbackFrom: String?

    init(annotations: [String: String] = [:], trigger: String, rollbackFrom: String? = nil) {
        self.annotations = annotations
        self.trigger = trigger
        self.rollbackFrom = rollbackFrom
    }

    /// Reads what was written; what another face of the server wrote has no annotations, and `standard` made it.
    init(_ verbatim: String?, standard: String) {
        let document = verbatim.flatMap { try? JSONValue(parsing: Array($0.utf8)) }
        annotations = document?["annotations"]?.object?.compactMapValues(\.string) ?? [:]
        trigger = document?["triggered_by"]?.string ?? standard
        rollbackFrom = document?["rollback_from"]?.string
    }

    var verbatim: String {
        let members: [String: JSONValue] = [
            "annotations": .object(annotations.mapValues(JSONValue.string)), "triggered_by": .string(trigger),
            "rollback_from": JSONValue(rollbackFrom),
        ]
        return JSONValue.object(members.filter { $0.value != .null }).text
    }

    /// The annotations of an answer: the client's, the message and tag as they are recorded, and what made it.
    func wire(message: String?, tag: String? = nil, alias: String? = nil) -> JSONValue {
        var members = annotations.mapValues(JSONValue.string)
        members["workers/message"] = message.map(JSONValue.string)
        if let tag { members["workers/tag"] = .string(tag) }
        if let alias { members["workers/alias"] = .string(alias) }
        members["workers/triggered_by"] = .string(trigger)
        members["workers/rollback_from"] = rollbackFrom.map(JSONValue.string)
        return .object(members)
    }
}
