import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// Paths of Sluice's own: the versions of a deployment in the shapes that Prefect's own clients know of its cloud.
///
/// Whoever asks must be able to read the deployment with what the request brings: Sluice's own credential never opens
/// a history.
extension PrefectAPI {
    /// `GET /api/deployments/{id}/versions?page=&limit=`: newest first, `{results, count, limit, pages, page}`, without
    /// those that were deleted.
    func listVersions(_ call: Call) async throws -> HTTPResponse {
        let (workload, id) = try await readable(call.parameters["id"], call)
        let limit = try Self.number("limit", of: call, in: 1...Self.pageLimit) ?? Self.pageLimit
        let page = try Self.number("page", of: call, in: 1...1_000_000) ?? 1
        let all = try await newestVersions(of: workload, limit: Self.historyLimit).filter { !$0.isDeleted }
        let live = try await plane.liveVersion(of: workload)
        var results: [JSONText] = []
        for version in all.dropFirst((page - 1) * limit).prefix(limit) {
            results.append(
                try await document(of: version, in: workload, deployment: id, isLive: version.id == live?.id)
            )
        }
        return Self.ok([
            "results": JSONText(results),
            "count": .number(all.count),
            "limit": .number(limit),
            "pages": .number((all.count + limit - 1) / limit),
            "page": .number(page),
        ])
    }

    /// The newest versions of a flow in that order, deleted ones among them.
    func newestVersions(of workload: Workload, limit: Int) async throws -> [Version] {
        let newest = try await plane.store.highestNumber(under: WorkloadName(workload))
        return try await plane.store.versions(of: workload.id, from: newest, ascending: false, limit: limit)
    }

    /// The most versions of a page.
    static let pageLimit = 200
    /// The most versions that are counted.
    static let historyLimit = 100_000

    func readVersion(_ call: Call) async throws -> HTTPResponse {
        let (workload, id) = try await readable(call.parameters["id"], call)
        let version = try await plane.liveVersion(flow: call.parameters["version"], of: workload)
        let isLive = try await plane.liveVersion(of: workload)?.id == version.id
        return Self.ok(try await document(of: version, in: workload, deployment: id, isLive: isLive))
    }

    /// `GET …/versions/{version}/diff?to=`: the properties that differ, each with both values; without `to`, from the
    /// version that is live.
    func readDiff(_ call: Call) async throws -> HTTPResponse {
        let (workload, _) = try await readable(call.parameters["id"], call)
        let from = try await plane.liveVersion(flow: call.parameters["version"], of: workload)
        var other = try await plane.liveVersion(of: workload)
        if let text = call.request.target.query["to"] { other = try await plane.liveVersion(flow: text, of: workload) }
        guard let to = other else { throw PrefectError(.notFound, "version_not_found", "No version is live.") }
        let (old, new) = (
            try await plane.content(of: from, in: workload), try await plane.content(of: to, in: workload)
        )
        let changes = new.differences(from: old).map { property in
            JSONText.Member(property.rawValue, ["from": old.value(of: property), "to": new.value(of: property)])
        }
        return Self.ok(["from": .number(from.number), "to": .number(to.number), "changes": JSONText(changes)])
    }

    /// `POST …/versions/{version}/promote`: makes a version live, be it newer or older; idempotent.
    func promote(_ call: Call) async throws -> HTTPResponse {
        let (workload, id) = try await readable(call.parameters["id"], call)
        let body = try await call.body(upTo: Self.promoteLimit)
        let message = JSONText(body)?["message"]?.string
        let version = try await plane.liveVersion(flow: call.parameters["version"], of: workload)
        if try await plane.liveVersion(of: workload)?.id != version.id {
            let record = Record(attribution: call.attribution(nil, message: message))
            _ = try await plane.promote(.id(version.id), on: .live, of: WorkloadName(workload), record: record)
        }
        return Self.ok(try await document(of: version, in: workload, deployment: id, isLive: true))
    }

    /// The longest body of a promotion, in bytes.
    static let promoteLimit = 64 << 10

    /// The flow that a deployment is, if who asks may read it from Prefect.
    func readable(_ deployment: String, _ call: Call) async throws -> (workload: Workload, deployment: String) {
        let id = deployment.lowercased()
        var request = call.plain
        request.method = .get
        request.target = try HTTPTarget(segments: ["api", "deployments", id])
        request.body = .empty
        let answer = try await collected(try await server.forward(request))
        guard answer.response.status.isSuccess, let document = answer.json.flatMap(DeploymentDocument.init) else {
            throw PrefectError(
                answer.response.status.isSuccess ? .badGateway : answer.response.status,
                "deployment_unreadable",
                "Prefect does not let you read the deployment \(id).",
                next: "Check the identity of the deployment, and the credentials."
            )
        }
        let name = try await names.name(of: document)
        guard let name else {
            throw PrefectError(.notFound, "workload_not_found", "The deployment \(id) has no history.")
        }
        try await plane.agree(onFlow: name)
        return (try await plane.workload(name), document.id)
    }

    /// A version in the shape that the types of Prefect's pages give it.
    private func document(
        of version: Version,
        in workload: Workload,
        deployment: String,
        isLive: Bool
    ) async throws -> JSONText {
        let content = try await plane.content(of: version, in: workload)
        let time = JSONText.string(
            version.createdAt.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        )
        let person = FlowPresenter.person(version.attribution)
        let facts: JSONText = [
            "id": .string(version.id.description),
            "deployment_id": .string(deployment),
            "name": .string(workload.name.text),
            "number": .number(version.number),
            "live": .bool(isLive),
            "created": time,
            "updated": time,
            "created_by": person,
            "updated_by": person,
            "version_info": try await presenter.versionInfo(of: version, in: workload),
        ]
        return facts.setting(FlowProperty.allCases.map { JSONText.Member($0.rawValue, content.value(of: $0)) })
    }

    private static func ok(_ json: JSONText) -> HTTPResponse {
        HTTPResponse(.ok, contentType: "application/json", body: .bytes(Array(json.bytes)))
    }

    private static func number(_ name: String, of call: Call, in range: ClosedRange<Int>) throws -> Int? {
        guard let text = call.request.target.query[name] else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw PrefectError(
                .unprocessableContent,
                "query_invalid",
                "\(name) must be a number from \(range.lowerBound) to \(range.upperBound)."
            )
        }
        return number
    }
}
