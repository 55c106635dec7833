import HTTPModel
import NativeWire

/// The forms about services, once they are sent.
extension Dashboard {
    func publish(_ call: PageCall) async throws(WireProblem) -> HTTPResponse {
        let form = try PublishForm(try await FormBody(call.request))
        return try await send(
            try APIChange(NativeRoutes.publish, call.path, form.request),
            stamp: form.stamp,
            key: form.key,
            call,
            done: { (made: WirePublishResult) in
                PageLink.service(call.name, query: ["published": String(made.version.number)])
            }
        ) { (refused) async throws(WireProblem) in
            PublishPage(
                service: refused.workload,
                draft: try await call.draft(),
                stamp: call.stamp(refused.workload),
                message: form.message,
                problem: refused.problem,
                changes: refused.changes,
                facts: call.facts
            )
        }
    }

    func setAlias(_ call: PageCall) async throws(WireProblem) -> HTTPResponse {
        let form = try AliasForm(try await FormBody(call.request))
        let values = call.path.merging(["alias": form.fields.alias]) { $1 }
        return try await send(
            try APIChange(NativeRoutes.alias, values, form.request, method: .put),
            stamp: form.stamp,
            key: form.key,
            about: form.fields.alias,
            mending: Self.mendableVersions,
            call,
            done: { (_: WireAliasResult) in PageLink.service(call.name, query: ["moved": form.fields.alias]) }
        ) { (refused) async throws(WireProblem) in
            AliasPage(
                service: refused.workload,
                typed: form.fields,
                stamp: call.stamp(refused.workload, about: refused.workload.alias(form.fields.alias)),
                problem: refused.problem,
                changes: refused.changes,
                facts: call.facts
            )
        }
    }

    func rollAliasBack(_ call: PageCall) async throws(WireProblem) -> HTTPResponse {
        let form = try RollbackForm(try await FormBody(call.request))
        let query = Self.query("alias", form.alias)
        return try await send(
            try APIChange(NativeRoutes.rollback, call.path, form.request),
            stamp: form.stamp,
            key: form.key,
            about: form.alias,
            call,
            done: { (made: WireDeploymentResult) in
                PageLink.service(call.name, query: ["moved": made.deployment.alias])
            }
        ) { (refused) async throws(WireProblem) in
            let alias = form.alias.flatMap(refused.workload.alias)
            return RollbackPage(
                workload: refused.workload,
                alias: alias,
                plan: try await call.rollbackPlan(query),
                target: form.deployment,
                stamp: call.stamp(refused.workload, about: alias),
                message: form.message,
                problem: refused.problem,
                changes: refused.changes,
                facts: call.facts
            )
        }
    }

    func deleteVersion(_ call: PageCall) async throws(WireProblem) -> HTTPResponse {
        let form = try DeletionForm(try await FormBody(call.request))
        let values = call.path.merging(["version": String(form.version)]) { $1 }
        return try await send(
            APIChange(deleting: NativeRoutes.version, values, query: form.query),
            stamp: form.stamp,
            key: form.key,
            mending: [DeletionPage.inUse],
            call,
            done: { (_: WireChangeResult) in
                PageLink.service(call.name, query: ["deleted": String(form.version)])
            }
        ) { (refused) async throws(WireProblem) in
            DeletionPage(
                service: refused.workload,
                version: try await call.version(String(form.version)),
                stamp: call.stamp(refused.workload),
                problem: refused.problem,
                changes: refused.changes,
                facts: call.facts
            )
        }
    }

    /// Refusals of versions that were typed.
    private static let mendableVersions: Set<String> = [
        "version_not_found", "version_ambiguous", "version_reference_invalid", "version_deleted",
    ]
}
