import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// Deployments as clients read them before versions had an API: versions with the annotations of their deployment.
extension CloudflareAPI {
    static func addLegacyRoutes(_ table: inout EndpointTable) {
        let deployments = "/workers/deployments/by-script/{tag}"
        table.account(.get, deployments, Endpoint(.read, CloudflareAPI.listByScript))
        table.account(.get, deployments + "/detail/{version}", Endpoint(.read, CloudflareAPI.readByScript))
    }

    @Sendable
    private func listByScript(_ call: Call) async throws -> Answer {
        let worker = try await taggedWorker(call)
        let deployments = try await shownDeployments(of: worker, limit: Self.listedDeployments)
        var items: [JSONValue] = []
        for deployment in call.query["order"] == "asc" ? deployments.reversed() : deployments {
            guard let item = try await item(deployment, of: worker) else { continue }
            items.append(item)
        }
        var latest: JSONValue?
        if let newest = deployments.first { latest = try await item(newest, of: worker) }
        return .result(["latest": latest ?? nil, "items": .array(items)])
    }

    @Sendable
    private func readByScript(_ call: Call) async throws -> Answer {
        let worker = try await taggedWorker(call)
        let version = try await version(call.parameters["version"], of: worker)
        return .result(try await whole(version, of: worker))
    }

    private func taggedWorker(_ call: Call) async throws -> Workload {
        let tag = call.parameters["tag"]
        guard let id = Workload.ID(digits: tag), let worker = try await plane.store.workload(id),
            worker.account == call.account
        else { throw CloudflareError.workerNotFound(tag) }
        return worker
    }

    /// The version that a deployment gave most to, with the annotations of the deployment.
    private func item(_ deployment: Deployment, of worker: Workload) async throws -> JSONValue? {
        let largest = deployment.routing.split.shares.max { $0.slots < $1.slots }
        guard let id = largest?.target.version, let version = try await plane.store.version(id) else { return nil }
        let shown = DeploymentPresenter.item(deployment)
        return try await whole(version, of: worker).merging(["annotations": shown["annotations"] ?? [:]])
    }
}
