import HTTPModel
import NativeWire

/// What answers what, for somebody who is signed in.
extension Dashboard {
    func answer(_ route: VisitorRoute, _ call: PageCall) async throws(WireProblem) -> HTTPResponse {
        if let destination = Destination(arrivedAt: call.request) { return .redirect(to: destination.link) }
        return switch route {
        case .showWorkers: .page(try await workersPage(call), for: call.visitor)
        case .showWorker: .page(try await workerPage(call), for: call.visitor)
        case .showDeploy: .page(try await deployPage(call), for: call.visitor)
        case .deploy: try await deploy(call)
        case .showRollback: .page(try await rollbackPage(call), for: call.visitor)
        case .rollBack: try await rollBack(call)
        case .showService: .page(try await servicePage(call), for: call.visitor)
        case .showPublish: .page(try await publishPage(call), for: call.visitor)
        case .publish: try await publish(call)
        case .showAlias: .page(try await aliasPage(call), for: call.visitor)
        case .setAlias: try await setAlias(call)
        case .showAliasRollback: .page(try await aliasRollbackPage(call), for: call.visitor)
        case .rollAliasBack: try await rollAliasBack(call)
        case .showDeletion: .page(try await deletionPage(call), for: call.visitor)
        case .deleteVersion: try await deleteVersion(call)
        case .showFlow: .page(try await flowPage(call), for: call.visitor)
        case .showRuns: .page(try await flowRunsPage(call), for: call.visitor)
        case .showFlowDiff: .page(try await flowDiffPage(call), for: call.visitor)
        case .showPromotion: .page(try await promotionPage(call), for: call.visitor)
        case .promoteFlow: try await promoteFlow(call)
        case .showFlowRollback: .page(try await flowRollbackPage(call), for: call.visitor)
        case .rollFlowBack: try await rollFlowBack(call)
        }
    }

    private func workersPage(_ call: PageCall) async throws(WireProblem) -> WorkersPage {
        let cursor = call.query["cursor"]
        var query = [HTTPQuery.Item("kind", "worker")]
        if let cursor { query.append(HTTPQuery.Item("cursor", cursor)) }
        let list: WireList<WireWorkload> = try await call.api.read(NativeRoutes.workloads, query: HTTPQuery(query))
        return WorkersPage(
            services: try await services(call),
            flows: try await flows(call),
            workers: list.items,
            next: list.cursor.map(PageLink.workers(after:)),
            isContinued: cursor != nil,
            notices: try await warnings(call),
            facts: call.facts
        )
    }

    private func services(_ call: PageCall) async throws(WireProblem) -> ListPart<WireWorkload> {
        let cursor = call.query["services"]
        let query = Self.query([HTTPQuery.Item("kind", "service"), cursor.map { HTTPQuery.Item("cursor", $0) }])
        let list: WireList<WireWorkload> = try await call.api.read(NativeRoutes.workloads, query: query)
        return ListPart(
            items: list.items,
            first: cursor.map { _ in PageLink.workers },
            older: list.cursor.map(PageLink.services(after:))
        )
    }

    private func workerPage(_ call: PageCall) async throws(WireProblem) -> WorkerPage {
        let worker = try await call.workload()
        let versionCursor = call.query["versions"]
        let deploymentCursor = call.query["deployments"]
        let versions = try await call.versions(Self.query("cursor", versionCursor))
        let deployments = try await call.deployments(Self.query("cursor", deploymentCursor))
        let outcome = call.query["made"].flatMap { Notice(made: $0, among: deployments.items) }
        let noVersions = versionCursor.map { HTTPQuery.Item("versions", $0) }
        let noDeployments = deploymentCursor.map { HTTPQuery.Item("deployments", $0) }
        return WorkerPage(
            worker: worker,
            versions: ListPart(
                items: versions.items,
                first: versionCursor.map { _ in PageLink.worker(call.name, query: Self.query([noDeployments])) },
                older: versions.cursor.map {
                    PageLink.worker(call.name, query: Self.query([.init("versions", $0), noDeployments]))
                }
            ),
            deployments: ListPart(
                items: deployments.items,
                first: deploymentCursor.map { _ in PageLink.worker(call.name, query: Self.query([noVersions])) },
                older: deployments.cursor.map {
                    PageLink.worker(call.name, query: Self.query([noVersions, .init("deployments", $0)]))
                }
            ),
            notices: try await warnings(call) + [outcome].compactMap(\.self),
            facts: call.facts,
            offersChanges: call.visitor.canDeploy
        )
    }

    /// What is wrong with the server, where whoever deploys should know.
    func warnings(_ call: PageCall) async throws(WireProblem) -> [Notice] {
        let status: WireStatus = try await call.api.read(NativeRoutes.status)
        return status.warnings.map { Notice(.caution, $0) }
    }

    /// What is wrong with where flows run; workers and what serves them are none of their business.
    func flowWarnings(_ call: PageCall) async throws(WireProblem) -> [Notice] {
        let status: WireStatus = try await call.api.read(NativeRoutes.status)
        return (status.prefect?.warnings ?? []).map { Notice(.caution, $0) }
    }

    static func query(_ name: String, _ value: String?) -> HTTPQuery {
        query([value.map { HTTPQuery.Item(name, $0) }])
    }

    static func query(_ items: [HTTPQuery.Item?]) -> HTTPQuery {
        HTTPQuery(items.compactMap(\.self))
    }
}

extension Notice {
    /// What became of a deployment that was made on these pages a moment ago; `nil` if it is not among the newest.
    fileprivate init?(made id: String, among deployments: [WireDeployment]) {
        guard let deployment = deployments.first(where: { $0.id == id }) else { return nil }
        if deployment.inForce {
            self.init(.good, "Deployment \(deployment.sequence) is in force: \(ShareText.sentence(deployment.shares)).")
        } else {
            self.init(.caution, "Deployment \(deployment.sequence) was made, and another one has replaced it since.")
        }
    }
}
