import HTTPModel
import ReleaseCore
import ReleaseModel

/// Writes to deployments: those that name a versioned property make a version, the others wait for their turn.
extension PrefectAPI {
    /// `POST /api/deployments/`: makes a deployment, or writes one of that name as a whole.
    func createDeployment(_ call: Call) async throws -> HTTPResponse {
        let body = try await call.body(upTo: Self.writeLimit)
        let json = try Self.document(body)
        guard let deployment = json["name"]?.string, let flow = json["flow_id"]?.string,
            let name = try await names.name(deployment, inFlow: flow)
        else { return try await forward(call, body) }
        return try await follow(name, call, json, body)
    }

    /// `PATCH /api/deployments/{id}`.
    func updateDeployment(_ call: Call) async throws -> HTTPResponse {
        let body = try await call.body(upTo: Self.writeLimit)
        let json = try Self.document(body)
        guard let name = try await name(of: call) else { return try await forward(call, body) }
        guard let members = json.members, !Set(members.map(\.name)).isSubset(of: FlowProperty.unversioned)
        else { return try await plane.holding(name) { try await forward(call, body) } }
        return try await follow(name, call, json, body)
    }

    /// Schedules, pausing and resuming: no version has them, but a move that is under way reads and writes them.
    func changeUnversioned(_ call: Call) async throws -> HTTPResponse {
        let body = try await call.body(upTo: Self.writeLimit)
        guard let name = try await name(of: call) else { return try await forward(call, body) }
        return try await plane.holding(name) { try await forward(call, body) }
    }

    /// Reads a document that decides about versions.
    ///
    /// Python reads some that are no JSON (RFC 8259), such as those with a byte order mark or `NaN`: written past our
    /// eyes they would be a change that nobody made.
    static func document(_ body: [UInt8]) throws -> JSONText {
        guard let json = JSONText(body) else {
            throw PrefectError(
                .unprocessableContent,
                "body_unreadable",
                "The body is no JSON document in UTF-8, or is nested deeper than \(JSONText.maximumDepth).",
                next: "Nothing was changed. Send it as JSON."
            )
        }
        return json
    }

    /// The flow that the path names by `{id}`; `nil` where Prefect knows none, and says so itself.
    func name(of call: Call) async throws -> WorkloadName? {
        let id = call.parameters["id"].lowercased()
        return try await names.name(ofDeployment: id)
    }

    private func follow(
        _ name: WorkloadName,
        _ call: Call,
        _ json: JSONText,
        _ body: [UInt8]
    ) async throws -> HTTPResponse {
        let info = VersionInfo(json["version_info"])
        let (answer, _) = try await plane.follow(
            name,
            noting: FlowNote(provenance: info?.provenance, verbatim: info?.json.text),
            by: call.attribution(info)
        ) {
            let answer = try await forward(call, body)
            return answer.status.isSuccess ? .written(answer) : .passed(answer)
        }
        return try await enriched(answer)
    }
}
