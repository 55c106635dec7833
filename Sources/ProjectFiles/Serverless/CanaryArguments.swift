/// The arguments of the plugin fc-canary, before it is known which function they are for.
struct CanaryArguments {
    /// The ways to take over, of which one may be given.
    private static let courses = ["canaryStep", "linearStep", "canaryPlans", "canaryWeight"]
    /// In minutes: what the plugin takes where no interval is given, and the longest that is taken here, a month.
    private static let stepInterval = 10
    private static let linearInterval = 1
    private static let longestInterval = 43_200

    let field: ConfigurationField

    /// Without a function, an alias must be given.
    func plan(defaultAlias: String?) throws(ProjectError) -> CanaryPlan {
        CanaryPlan(
            alias: try alias(default: defaultAlias),
            description: try field.given("description")?.text(),
            baseVersion: try field.given("baseVersion")?.integer(1...Int(Int32.max)),
            course: try course(),
            place: field.place
        )
    }

    private func alias(default alias: String?) throws(ProjectError) -> String {
        if let given = try field.given("alias") { return try given.name(maximumLength: 128) }
        guard let alias else { return try field.required("alias").string() }
        return alias
    }

    private func course() throws(ProjectError) -> CanaryPlan.Course {
        var given: [ConfigurationField] = []
        for course in Self.courses { if let member = try field.given(course) { given.append(member) } }
        guard given.count <= 1 else {
            throw failure(
                given[1],
                "only one of \(Self.courses.joined(separator: ", ")) can be given",
                "Keep one of them"
            )
        }
        if let step = try field.given("canaryStep") {
            return .step(try stage(step, interval: Self.stepInterval))
        }
        if let step = try field.given("linearStep") {
            return .linear(try stage(step, interval: Self.linearInterval))
        }
        if let weight = try field.given("canaryWeight") { return .share(try weight.integer(1...100)) }
        guard let plans = try field.given("canaryPlans") else { return .atOnce }
        var stages: [CanaryPlan.Stage] = []
        for plan in try plans.elements() {
            let next = try stage(plan, interval: nil)
            guard next.weight > stages.last?.weight ?? 0 else {
                throw failure(plan, "the weights of \"canaryPlans\" must grow", "Put the plans in order")
            }
            stages.append(next)
        }
        guard !stages.isEmpty else { throw failure(plans, "\"canaryPlans\" is empty", "Add a plan, or take it out") }
        return .stages(stages)
    }

    private func stage(_ field: ConfigurationField, interval: Int?) throws(ProjectError) -> CanaryPlan.Stage {
        let bounds = 1...Self.longestInterval
        let minutes: Int
        if let given = try field.given("interval") {
            minutes = try given.integer(bounds)
        } else if let given = try field.given("intervalMinutes") {
            minutes = try given.integer(bounds)
        } else if let interval {
            minutes = interval
        } else {
            minutes = try field.required("interval").integer(bounds)
        }
        return CanaryPlan.Stage(weight: try field.required("weight").integer(1...100), interval: minutes)
    }

    private func failure(_ field: ConfigurationField, _ reason: String, _ advice: String) -> ProjectError {
        ProjectError(.canaryInvalid, at: field.place, reason: reason, advice: advice)
    }
}
