import FoundationEssentials
import HTTPModel
import ReleaseModel

/// How many instances are to be kept ready, as requests write it.
struct ProvisionDocument {
    let target: Int
    /// What else was said, and is read back.
    let rest: JSONValue

    init(_ request: LooseObject) throws(FunctionComputeError) {
        guard let target = try request.integer("target") else { throw .invalid("target is required") }
        guard (0...ProvisionedInstances.maximumTarget).contains(target) else {
            throw .invalid(
                "target is set to an invalid value (allowed: 0-\(ProvisionedInstances.maximumTarget), actual: \(target))"
            )
        }
        let actions = try request.array("scheduledActions") ?? []
        try Self.check(actions)
        let policies = try request.array("targetTrackingPolicies") ?? []
        guard actions.isEmpty, policies.isEmpty else {
            throw .invalid(
                "scheduledActions and targetTrackingPolicies are not carried out by this server: set target instead"
            )
        }
        self.target = target
        rest = [
            "scheduledActions": [], "targetTrackingPolicies": [],
            "alwaysAllocateCPU": .bool(try request.bool("alwaysAllocateCPU") ?? true),
        ]
    }

    /// What is wrong with actions is told before that they are not carried out.
    private static func check(_ actions: [JSONValue]) throws(FunctionComputeError) {
        var names: Set<String> = []
        for action in actions {
            guard let members = action.object else { throw .wrongType("scheduledActions", "an array of objects") }
            let action = LooseObject(members)
            let name = try action.required("name")
            guard names.insert(name).inserted else {
                throw .invalid("Duplicate action name '\(name)' in ScheduledActions is not allowed")
            }
            for (field, label) in [("startTime", "StartTime"), ("endTime", "EndTime")] {
                let text = try action.required(field)
                guard text.hasSuffix("Z"), (try? Date(text, strategy: .iso8601)) != nil else {
                    throw .invalid(
                        "The \(label) is not in UTC time format (example: '2020-10-10T10:10:10Z', actual: '\(text)')"
                    )
                }
            }
        }
    }
}
