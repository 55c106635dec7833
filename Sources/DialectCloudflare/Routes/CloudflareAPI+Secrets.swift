import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// Secrets: part of versions, so that every edit makes one.
extension CloudflareAPI {
    static func addSecretRoutes(_ table: inout EndpointTable) {
        table.worker(.get, "/secrets", Endpoint(.read, CloudflareAPI.listSecrets))
        table.worker(.put, "/secrets", Endpoint(.upload, CloudflareAPI.putSecret))
        table.worker(.get, "/secrets/{secret}", Endpoint(.read, CloudflareAPI.readSecret))
        table.worker(.delete, "/secrets/{secret}", Endpoint(.upload, CloudflareAPI.deleteSecret))
        table.worker(.patch, "/secrets-bulk", Endpoint(.upload, CloudflareAPI.patchSecrets))
        table.account(
            .patch,
            "/workers/workers/{worker}/versions/latest",
            Endpoint(.upload, CloudflareAPI.patchLatestVersion)
        )
    }

    @Sendable
    private func listSecrets(_ call: Call) async throws -> Answer {
        .result(.array(try await secrets(of: try await worker(call)).map(JSONValue.init)))
    }

    @Sendable
    private func readSecret(_ call: Call) async throws -> Answer {
        .result(JSONValue(try await secret(call)))
    }

    /// The secrets of the newest version, by name.
    private func secrets(of worker: Workload) async throws -> [Binding] {
        guard let version = try await newestVersion(of: worker) else { return [] }
        return try await plane.content(of: version, in: worker).components.flatMap(\.bindings).filter(\.value.isSecret)
    }

    private func secret(_ call: Call) async throws -> Binding {
        let name = call.parameters["secret"]
        guard let secret = try await secrets(of: try await worker(call)).first(where: { $0.name == name }) else {
            throw CloudflareError(.notFound, 10_056, "Binding \(name) not found.")
        }
        return secret
    }

    @Sendable
    private func putSecret(_ call: Call) async throws -> Answer {
        try call.require(.deploy)
        _ = try await worker(call)
        let body = try await call.json()
        let name = body["name"]?.string ?? ""
        try await edit([name: body], code: 10_215, call)
        return .result(["name": .string(name), "type": .string(body["type"]?.string ?? "secret_text")])
    }

    @Sendable
    private func deleteSecret(_ call: Call) async throws -> Answer {
        try call.require(.deploy)
        try await onLatest(call) { call in
            try await editOnce([try await secret(call).name: .null], code: 10_215, call)
        }
        return .result(nil)
    }

    /// One version and one deployment for all changes; `null` removes.
    @Sendable
    private func patchSecrets(_ call: Call) async throws -> Answer {
        try call.require(.deploy)
        let worker = try await worker(call)
        guard let changes = try await call.json()["secrets"]?.object else { throw CloudflareError.unparsableBody }
        try await edit(changes, code: 10_214, call)
        let names = try await secrets(of: worker).map { ($0.name, JSONValue($0)) }
        return .result(.object(Dictionary(uniqueKeysWithValues: names)))
    }

    private func edit(_ changes: [String: JSONValue], code: Int, _ call: Call) async throws {
        try await onLatest(call) { try await editOnce(changes, code: code, $0) }
    }

    private func editOnce(_ changes: [String: JSONValue], code: Int, _ call: Call) async throws {
        let worker = try await worker(call)
        let newest = try await deployedNewestVersion(of: worker, code: code)
        // The newest is the one that serves.
        let edit = try await edit(changes, of: newest, in: worker, on: .deployed(endsSplit: .none))
        _ = try await plane.edit(
            edit,
            of: call.worker,
            record: record(call, verbatim: DialectRecord(trigger: "secret").verbatim)
        )
    }

    /// A version like the newest but for its secrets, and no deployment.
    @Sendable
    private func patchLatestVersion(_ call: Call) async throws -> Answer {
        let worker = try await betaWorker(call)
        let body = try await call.json()
        let version = try await onLatest(call.naming(worker)) { call in
            guard let newest = try await newestVersion(of: worker) else {
                throw CloudflareError.noVersions(worker.name.text)
            }
            let metadata = try UploadMetadata(["annotations": body["annotations"] ?? nil])
            let verbatim = DialectRecord(annotations: metadata.annotations, trigger: "secret").verbatim
            return try await plane.edit(
                try await edit(body["env"]?.object ?? [:], of: newest, in: worker, on: .newest),
                of: call.worker,
                tag: try metadata.tag(),
                record: record(call, message: metadata.message, verbatim: verbatim)
            ).value.version
        }
        return .result(try await whole(version, of: worker))
    }

    /// Secrets to set and, by `null`, to remove, the texts sealed; removing what is not there changes nothing.
    private func edit(
        _ changes: [String: JSONValue],
        of version: Version,
        in worker: Workload,
        on base: SecretEdit.Base
    ) async throws -> SecretEdit {
        guard changes.count <= SecretEdit.maximumCount else {
            throw CloudflareError.validation(
                "\(changes.count) secrets at once; the limit is \(SecretEdit.maximumCount)."
            )
        }
        var set: [String: Digest] = [:]
        for (name, change) in changes where change != .null {
            guard let text = change["text"]?.string else {
                throw CloudflareError.validation("The secret \(name) has no text.")
            }
            set[name] = try await vault.seal(text, as: name, of: WorkloadName(worker))
        }
        let present = try await plane.content(of: version, in: worker).components.flatMap(\.secrets).map(\.name)
        let removed = changes.filter { $0.value == .null }.keys.filter(Set(present).contains)
        return SecretEdit(set: set, removed: Set(removed), base: base)
    }
}
