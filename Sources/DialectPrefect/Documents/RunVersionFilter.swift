import HTTPModel
import ReleaseCore
import ReleaseModel

/// What a filter of runs says about versions, in the two forms of Prefect's cloud, which no open server knows:
/// `deployment_version_id` and `deployment_version_info`, each `{deployment_id, any_}`.
struct RunVersionFilter: Sendable {
    /// What a run must fulfil to be found; all of it.
    let criteria: [Criterion]
    private let body: JSONText
    private let runs: JSONText
    private let identities: Identities

    struct Criterion: Sendable {
        let deployment: String
        let versions: Named
    }

    /// The versions of which a run must have one.
    enum Named: Sendable {
        case identities([Version.ID])
        case infos([VersionInfo])
    }

    /// The `id` of the filter besides, which is narrowed.
    private struct Identities: Sendable {
        let filter: JSONText
        /// `nil` where all are wanted.
        let wanted: Set<FlowPickup.ID>?
    }

    private enum Property: String, CaseIterable {
        case identity = "deployment_version_id"
        case info = "deployment_version_info"
    }

    /// The most versions that one criterion may name.
    static let maximumVersions = 50

    /// Reads the body of a question about runs; `nil` where it says nothing of versions.
    ///
    /// - Throws: A refusal where what it says cannot be understood.
    init?(_ body: JSONText) throws(PrefectError) {
        guard let runs = body["flow_runs"], let members = runs.members else { return nil }
        let names = Set(members.map(\.name))
        let properties = Property.allCases.filter { names.contains($0.rawValue) }
        guard !properties.isEmpty else { return nil }
        var criteria: [Criterion] = []
        for property in properties {
            guard let json = runs[property.rawValue], !json.isNull else { continue }
            criteria.append(try Self.criterion(property, json))
        }
        if let combination = runs["operator"]?.string, combination != "and_", !criteria.isEmpty {
            throw Self.refusal("flow_runs.operator must be \"and_\" where the filter names versions.")
        }
        self.criteria = criteria
        self.body = body
        self.runs = runs.removing(Set(Property.allCases.map(\.rawValue)))
        identities = try Self.identities(runs["id"])
    }

    /// Returns the body in words that an open server knows: found are only some runs, or any where those are `nil`.
    func narrowed(to found: Set<FlowPickup.ID>?) -> JSONText {
        var runs = runs
        if let found {
            let left = identities.wanted.map(found.intersection) ?? found
            // An empty list finds nothing; `null` would find all.
            let any = JSONText(left.sorted().map { .string($0.description) })
            runs = runs.setting(["id": identities.filter.setting(["any_": any])])
        }
        return body.setting(["flow_runs": runs])
    }

    static func refusal(_ detail: String) -> PrefectError {
        PrefectError(.unprocessableContent, "version_filter_invalid", detail)
    }

    // MARK: Reading

    private static func criterion(_ property: Property, _ json: JSONText) throws(PrefectError) -> Criterion {
        let place = "flow_runs.\(property.rawValue)"
        guard let members = json.members, Set(members.map(\.name)) == ["deployment_id", "any_"] else {
            throw refusal("\(place) must be an object of deployment_id and any_, and nothing else.")
        }
        guard let deployment = json["deployment_id"]?.string.flatMap({ Identifier<DeploymentDocument>(digits: $0) })
        else {
            throw refusal("\(place).deployment_id must be a UUID.")
        }
        guard let elements = json["any_"]?.elements, elements.count <= maximumVersions else {
            throw refusal("\(place).any_ must be a list of at most \(maximumVersions).")
        }
        let versions: Named
        switch property {
        case .identity:
            let identities = elements.compactMap { $0.string.flatMap { Version.ID(digits: $0) } }
            guard identities.count == elements.count else { throw refusal("\(place).any_ must be a list of UUIDs.") }
            versions = .identities(identities)
        case .info:
            let infos = elements.compactMap { VersionInfo($0) }
            guard infos.count == elements.count else {
                throw refusal("\(place).any_ must be a list of objects with the texts type and version.")
            }
            versions = .infos(infos)
        }
        return Criterion(deployment: deployment.description, versions: versions)
    }

    private static func identities(_ json: JSONText?) throws(PrefectError) -> Identities {
        let nothing = Identities(filter: [:], wanted: nil)
        guard let json, !json.isNull else { return nothing }
        guard json.members != nil else { throw refusal("flow_runs.id must be an object.") }
        guard let any = json["any_"], !any.isNull else { return Identities(filter: json, wanted: nil) }
        let identities = any.elements?.map { $0.string.flatMap { FlowPickup.ID(digits: $0) } }
        guard let identities, !identities.contains(nil) else {
            throw refusal("flow_runs.id.any_ must be a list of UUIDs.")
        }
        return Identities(filter: json, wanted: Set(identities.compactMap(\.self)))
    }
}
