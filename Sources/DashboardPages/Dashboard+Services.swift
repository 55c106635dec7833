import HTTPModel
import NativeWire

/// The pages about services, and the forms as they are opened.
extension Dashboard {
    func servicePage(_ call: PageCall) async throws(WireProblem) -> ServicePage {
        let service = try await call.workload()
        let cursor = call.query["versions"]
        let versions = try await call.versions(Self.query("cursor", cursor))
        let outcome = Notice(asked: call.query, service, versions.items)
        return ServicePage(
            service: service,
            draft: try await call.draft(),
            versions: ListPart(
                items: versions.items,
                first: cursor.map { _ in PageLink.service(call.name) },
                older: versions.cursor.map { PageLink.service(call.name, query: ["versions": $0]) }
            ),
            notices: try await warnings(call) + [outcome].compactMap(\.self),
            facts: call.facts,
            offersPublishing: call.visitor.canPublish,
            offersChanges: call.visitor.canDeploy
        )
    }

    func publishPage(_ call: PageCall) async throws(WireProblem) -> PublishPage {
        try call.visitor.mayPublish()
        let service = try await call.workload()
        return PublishPage(
            service: service,
            draft: try await call.draft(),
            stamp: call.stamp(service),
            facts: call.facts
        )
    }

    func aliasPage(_ call: PageCall) async throws(WireProblem) -> AliasPage {
        try call.visitor.mayDeploy()
        let service = try await call.workload()
        let alias = call.query["alias"].flatMap(service.alias)
        return AliasPage(
            service: service,
            typed: AliasForm.Fields(
                opening: alias,
                named: call.query["alias"],
                primary: call.query["primary"],
                canary: call.query["canary"]
            ),
            stamp: call.stamp(service, about: alias),
            facts: call.facts
        )
    }

    func aliasRollbackPage(_ call: PageCall) async throws(WireProblem) -> RollbackPage {
        try call.visitor.mayDeploy()
        let service = try await call.workload()
        let alias = call.query["alias"].flatMap(service.alias)
        return RollbackPage(
            workload: service,
            alias: alias,
            plan: try await call.rollbackPlan(Self.query("alias", call.query["alias"])),
            target: nil,
            stamp: call.stamp(service, about: alias),
            facts: call.facts
        )
    }

    func deletionPage(_ call: PageCall) async throws(WireProblem) -> DeletionPage {
        try call.visitor.mayDeploy()
        let service = try await call.workload()
        return DeletionPage(
            service: service,
            version: try await call.version(call.query["version"] ?? ""),
            stamp: call.stamp(service),
            facts: call.facts
        )
    }
}

extension Notice {
    /// What became of a form that was sent a moment ago, as far as the service shows it.
    fileprivate init?(asked query: HTTPQuery, _ service: WireWorkload, _ versions: [WireVersion]) {
        func version(_ parameter: String) -> WireVersion? {
            query[parameter].flatMap(Int.init).flatMap { number in versions.first { $0.number == number } }
        }
        if let version = version("published"), version.deleted == nil {
            self.init(.good, "Version \(version.number) is published.")
        } else if let version = version("deleted"), version.deleted != nil {
            self.init(.good, "Version \(version.number) is deleted.")
        } else if let alias = query["moved"].flatMap(service.alias), let deployment = alias.deployment {
            self.init(.good, "\(alias.name) leads to \(ShareText.sentence(deployment.shares)).")
        } else {
            return nil
        }
    }
}
