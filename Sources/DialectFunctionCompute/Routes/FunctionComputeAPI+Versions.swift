import HTTPModel
import ReleaseCore
import ReleaseModel

/// Published versions of a service: made from the draft, never changed, deleted by themselves.
extension FunctionComputeAPI {
    static func addVersionRoutes(_ table: inout EndpointTable) {
        table.service(.post, "/versions", Endpoint(.upload, FunctionComputeAPI.publishVersion))
        table.service(.get, "/versions", Endpoint(.read, FunctionComputeAPI.listVersions))
        table.service(.delete, "/versions/{version}", Endpoint(.deploy, FunctionComputeAPI.deleteVersion))
    }

    @Sendable
    private func publishVersion(_ call: Call) async throws -> Answer {
        let description = try call.document().text("description") ?? ""
        guard description.unicodeScalars.count <= ServiceSettings.maximumDescription else {
            throw FunctionComputeError.invalid(
                "Description is longer than \(ServiceSettings.maximumDescription) characters"
            )
        }
        return try await onLatest(call) { call in
            try await tag(of: try await draft(call)).check(call)
            do {
                let published = try await plane.publishDraft(of: call.service, record: call.record(description))
                return Answer(json(of: published.value))
            } catch {
                guard case .draftUnchanged(let newest, _)? = error as? ReleaseError else { throw error }
                guard call.request.fields[.ignorePublishError]?.lowercased() == "true" else {
                    throw FunctionComputeError.nothingToPublish(service: call.service.name)
                }
                return Answer(json(of: newest))
            }
        }
    }

    @Sendable
    private func listVersions(_ call: Call) async throws -> Answer {
        let workload = try await workload(call)
        let list = try ListQuery(call.query)
        let direction = (call.query["direction"] ?? "").uppercased()
        guard ["", "FORWARD", "BACKWARD"].contains(direction) else {
            throw FunctionComputeError.invalid(
                "direction is set to an invalid value (allowed: FORWARD | BACKWARD, actual: '\(direction)')"
            )
        }
        let isForward = direction == "FORWARD"
        guard let start = list.start.isEmpty ? (isForward ? 1 : Int.max) : Int(list.start) else {
            throw FunctionComputeError.invalid("startKey is no version (actual: '\(list.start)')")
        }
        let found = try await plane.store.versions(
            of: workload.id,
            from: start,
            ascending: isForward,
            limit: list.limit + 1
        )
        let next = found.count > list.limit ? String(found[list.limit].number) : nil
        let page = JSONValue.list("versions", found.prefix(list.limit).map(json), next: next)
        return Answer(page.merging(["direction": .string(isForward ? "FORWARD" : "BACKWARD")]))
    }

    /// Deletes a version although aliases and triggers may lead to it, unless the account protects those; whoever they
    /// are is told in `X-Fc-Warning`.
    @Sendable
    private func deleteVersion(_ call: Call) async throws -> Answer {
        let text = call.parameters["version"]
        guard text != ServiceContent.latest else {
            throw FunctionComputeError.invalid("version \(ServiceContent.latest) cannot be deleted")
        }
        return try await onLatest(call) { call in
            let workload = try await workload(call)
            let version = try await version(text, of: workload)
            let referrers = try await referrers(to: version, of: workload)
            let list = referrers.joined(separator: ", ")
            if !referrers.isEmpty, try await environment.protectsReferencedVersions(call.account) {
                throw FunctionComputeError(
                    .versionInUse,
                    "version '\(text)' of service '\(workload.name)' is in use by \(list): move them first"
                )
            }
            _ = try await plane.deleteVersion(
                .number(version.number),
                of: call.service,
                policy: .dangle,
                record: call.record()
            )
            var answer = Answer.nothing
            if !referrers.isEmpty { answer.set(.warning, "calls through these fail from now on: \(list)") }
            return answer
        }
    }

    /// What leads to a version, by the names that clients have for it.
    private func referrers(to version: Version, of workload: Workload) async throws -> [String] {
        var referrers: [String] = []
        for alias in try await plane.store.aliases(of: workload.id) {
            guard try await plane.inForce(on: alias)?.routing.targets.contains(.version(version.id)) == true else {
                continue
            }
            referrers.append("alias \(alias.name)")
        }
        for trigger in try await plane.store.triggers(of: workload.id) where trigger.target == .version(version.id) {
            let name = NamedTrigger(trigger).map { "trigger \(trigger.component)/\($0.document.name)" }
            referrers.append(name ?? "custom domain \(trigger.source.text)")
        }
        return referrers
    }

    private func json(of version: Version) -> JSONValue {
        [
            "versionId": .string(String(version.number)), "description": .string(version.attribution.message ?? ""),
            "createdTime": WireTime.text(version.createdAt), "lastModifiedTime": WireTime.text(version.createdAt),
        ]
    }
}

extension HTTPFieldName {
    fileprivate static let ignorePublishError: HTTPFieldName = "X-Fc-Ignore-Version-Publish-Error"
    fileprivate static let warning: HTTPFieldName = "X-Fc-Warning"
}
