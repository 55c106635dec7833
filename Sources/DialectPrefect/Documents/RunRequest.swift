import HTTPModel
import ReleaseModel

/// What was asked when a run was made, as far as that can be told from the run.
///
/// The server keeps of a run what the deployment gave and what was asked, put together. So asked was what the
/// deployment's content does not say.
struct RunRequest {
    /// The body of a request that asks for the same again.
    let json: JSONText

    /// `content` is that under which the run was made; `nil` where nobody has it any more.
    init(_ run: JSONText, of content: Snapshot?) {
        var members = [JSONText.Member("state", Self.state(of: run))]
        for name in ["name", "context", "empirical_policy", "job_variables"] {
            if let value = run[name], !value.isNull { members.append(JSONText.Member(name, value)) }
        }
        let given = content?.value(of: .parameters)
        members.append(JSONText.Member("parameters", Self.added(to: given, by: run["parameters"])))
        let tags = Set(content?.value(of: .tags).elements?.map(\.canonical) ?? [])
        let asked = (run["tags"]?.elements ?? []).filter { !tags.contains($0.canonical) }
        members.append(JSONText.Member("tags", JSONText(asked)))
        let labels = (Self.added(to: content?.value(of: .labels), by: run["labels"]).members ?? []).filter { label in
            !Self.ownLabels.contains { label.name.hasPrefix($0) }
        }
        members.append(JSONText.Member("labels", JSONText(labels)))
        let queue = content?.value(of: .workQueueName).string
        if let other = run["work_queue_name"]?.string, other != queue {
            members.append(JSONText.Member("work_queue_name", .string(other)))
        }
        json = JSONText(members)
    }

    /// Labels that say what a run is, and not what was asked.
    private static let ownLabels = [DeploymentDocument.ownLabels, "sluice."]

    private static func state(of run: JSONText) -> JSONText {
        [
            "type": .string("SCHEDULED"),
            "state_details": ["scheduled_time": run["expected_start_time"] ?? .null],
        ]
    }

    /// The members of an object that another does not have, or has otherwise.
    private static func added(to given: JSONText?, by object: JSONText?) -> JSONText {
        let given = Dictionary((given?.members ?? []).map { ($0.name, $0.value.canonical) }) { $1 }
        return JSONText((object?.members ?? []).filter { given[$0.name] != $0.value.canonical })
    }
}
