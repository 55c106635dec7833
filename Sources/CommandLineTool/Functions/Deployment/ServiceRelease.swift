import FoundationEssentials
import HTTPModel
import ProjectFiles

/// Publishes a version of a service, and moves aliases to it.
struct ServiceRelease: Sendable {
    let service: String
    let plans: [CanaryPlan]
    let client: FunctionComputeClient

    /// Publishes what was deployed; where nothing changed since, the newest version is what was asked for.
    func publish(_ description: String?) async throws(CommandFailure) -> (version: String, step: DeploymentStep) {
        let publication = try await VersionPublication.publish(
            service,
            description: description ?? plans.lazy.compactMap(\.description).first,
            ignoringNoChange: true,
            by: client
        )
        let step = DeploymentStep(
            change: publication.isNew ? .published : .unchanged,
            kind: "version",
            name: "\(service) \(publication.number)"
        )
        return (publication.number, step)
    }

    /// Does what the plugin fc-canary does: the new version gets its share, the one before it the rest.
    func follow(_ plan: CanaryPlan, _ version: String) async throws(CommandFailure) -> DeploymentStep {
        guard case .share(let percent) = plan.course, percent < 100 else {
            return try await move(plan.alias, to: version, nil)
        }
        let versions = try await VersionList.read(of: service, by: client)
        guard let base = plan.baseVersion ?? versions.stepping(back: 1, from: version), String(base) != version else {
            // The first version has nobody to share with.
            return try await move(plan.alias, to: version, nil)
        }
        let canary = AliasRequest.Canary(version: version, weight: Decimal(percent) / 100)
        return try await move(plan.alias, to: String(base), canary, description: plan.description)
    }

    func move(
        _ alias: String,
        to version: String,
        _ canary: AliasRequest.Canary?,
        description: String? = nil
    ) async throws(CommandFailure) -> DeploymentStep {
        let present = try await client.find(FunctionPath.alias(alias, of: service))
        let before = present.map(AliasReading.init)
        var request = AliasRequest(version: version, description: description)
        request.canary = canary
        if canary != nil { request.resolvePolicy = "Random" }
        let isSame =
            before.map { $0.version == version && $0.canary == canary?.version && $0.weight == canary?.weight } ?? false
        let after =
            isSame
            ? before : AliasReading(try await request.send(alias, of: service, exists: present != nil, by: client))
        return DeploymentStep(
            change: isSame ? .unchanged : present == nil ? .created : .moved,
            kind: "alias",
            name: "\(service) \(alias)",
            detail: after?.share.plain
        )
    }
}
