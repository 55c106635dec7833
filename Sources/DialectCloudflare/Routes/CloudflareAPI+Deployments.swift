import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// Deployments: which versions serve, and which served.
extension CloudflareAPI {
    /// How many versions a client may share the traffic among; wider splits of other faces are read back whole.
    static let maximumShares = 2
    /// How many deployments a list shows unless it is asked for more.
    static let listedDeployments = 10

    static func addDeploymentRoutes(_ table: inout EndpointTable) {
        table.worker(.get, "/deployments", Endpoint(.read, CloudflareAPI.listDeployments))
        table.worker(.post, "/deployments", Endpoint(.deploy, CloudflareAPI.createDeployment))
        table.worker(.get, "/deployments/{deployment}", Endpoint(.read, CloudflareAPI.readDeployment))
        table.worker(.delete, "/deployments/{deployment}", Endpoint(.deploy, CloudflareAPI.deleteDeployment))
    }

    @Sendable
    private func listDeployments(_ call: Call) async throws -> Answer {
        let worker = try await worker(call)
        let page = ListPage(call.query, standardSize: Self.listedDeployments, maximumSize: 100)
        let span = try DeploymentSpan(call.query)
        let deployments = try await shownDeployments(of: worker, limit: page.limit, within: span)
        let items = page.of(deployments).map(DeploymentPresenter.item)
        // Newer releases of the vendor's SDK read pages of lists; all others read the list.
        let pages: JSONValue = items.isEmpty ? [] : [["deployments": .array(items)]]
        return .result(
            ["deployments": .array(items), "items": pages],
            info: page.info(count: items.count, total: deployments.count)
        )
    }

    /// The newest deployments that are not hidden and whose versions all still exist: clients read every version of
    /// every deployment, and give up at the first that is not there.
    func shownDeployments(
        of worker: Workload,
        limit: Int,
        within span: DeploymentSpan = DeploymentSpan()
    ) async throws -> [Deployment] {
        let alias = try await plane.alias(.production, of: worker)
        var shown: [Deployment] = []
        var known: [Version.ID: Bool] = [:]
        var cursor: String?
        repeat {
            let page = try await plane.store.deployments(
                of: alias.id,
                page: PageRequest(limit: min(limit, PageRequest.maximumLimit), cursor: cursor)
            )
            for deployment in page.items where !deployment.isHidden && span.contains(deployment) {
                var isWhole = true
                for version in deployment.routing.split.versions {
                    if known[version] == nil {
                        known[version] = try await plane.store.version(version)?.isDeleted == false
                    }
                    isWhole = isWhole && known[version] == true
                }
                if isWhole { shown.append(deployment) }
            }
            cursor = page.next
        } while cursor != nil && shown.count < limit
        return Array(shown.prefix(limit))
    }

    @Sendable
    private func readDeployment(_ call: Call) async throws -> Answer {
        let worker = try await worker(call)
        return .result(DeploymentPresenter.item(try await deployment(call, of: worker)))
    }

    @Sendable
    private func deleteDeployment(_ call: Call) async throws -> Answer {
        let worker = try await worker(call)
        let deployment = try await deployment(call, of: worker)
        _ = try await plane.hideDeployment(deployment.id, of: call.worker, record: record(call))
        return .result(nil)
    }

    private func deployment(_ call: Call, of worker: Workload) async throws -> Deployment {
        let text = call.parameters["deployment"]
        guard let id = Deployment.ID(digits: text), let deployment = try await plane.store.deployment(id),
            deployment.workload == worker.id, !deployment.isHidden
        else { throw CloudflareError.deploymentNotFound(text) }
        return deployment
    }

    @Sendable
    private func createDeployment(_ call: Call) async throws -> Answer {
        let worker = try await worker(call)
        let body = try await call.json()
        let request = try DeploymentRequest(body)
        let split = try await split(request.shares, of: worker)
        try await checkTargets(split, of: worker, call)
        if !call.flag("force") { try await checkSecrets(split, of: worker) }
        let message = request.annotations["workers/message"]?.prefix(bytes: UploadMetadata.maximumMessageBytes)
        let verbatim = DialectRecord(annotations: request.annotations, trigger: "deployment").verbatim
        let made = try await plane.deploy(
            Routing(split: split),
            to: .production,
            of: call.worker,
            record: record(call, message: message, verbatim: verbatim)
        )
        return .result(DeploymentPresenter.item(made.value))
    }

    private func split(_ shares: [DeploymentRequest.Share], of worker: Workload) async throws -> TrafficSplit {
        let deployable = try await plane.store.versions(of: worker.id, matching: .live, limit: Self.deployableVersions)
        let serving = try await activeDeployment(of: worker)?.routing.split.versions ?? []
        var requested: [RequestedShare] = []
        for (index, share) in shares.enumerated() {
            let version = try await version(share.version, of: worker)
            guard deployable.contains(where: { $0.id == version.id }) || serving.contains(version.id) else {
                throw CloudflareError.invalidDeployment(
                    "version \(version.id) is not among the \(Self.deployableVersions) newest",
                    pointer: "/versions/\(index)"
                )
            }
            guard !requested.contains(where: { $0.version == .id(version.id) }) else {
                throw CloudflareError.invalidDeployment(
                    "version \(version.id) is named twice",
                    pointer: "/versions/\(index)"
                )
            }
            requested.append(RequestedShare(version: .id(version.id), percentage: share.percentage))
        }
        return try await plane.split(requested, of: worker)
    }

    /// Refuses versions that do not serve yet and are bound to what was deleted since they were uploaded.
    private func checkTargets(_ split: TrafficSplit, of worker: Workload, _ call: Call) async throws {
        let serving = try await activeDeployment(of: worker)?.routing.split.versions ?? []
        for id in split.versions where !serving.contains(id) {
            guard let version = try await plane.store.version(id) else { continue }
            let content = try await plane.content(of: version, in: worker)
            for binding in content.components.flatMap(\.bindings) {
                try await bindings.checkTarget(of: binding, in: call.worker)
            }
        }
    }

    /// Refuses to go back to a version whose secrets differ from those that serve.
    private func checkSecrets(_ split: TrafficSplit, of worker: Workload) async throws {
        guard let active = try await activeDeployment(of: worker) else { return }
        let changes = try await plane.secretChanges(
            goingBackTo: split.versions,
            from: active.routing.split.versions,
            of: worker
        )
        guard changes.isEmpty else { throw CloudflareError.secretsChanged(changes.names.sorted()) }
    }
}
