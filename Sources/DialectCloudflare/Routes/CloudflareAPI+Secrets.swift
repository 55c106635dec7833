import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// Secrets: part of versions, so that every edit makes one.
extension CloudflareAPI {
    /// The most secrets that one call may change.
    static let maximumSecretsAtOnce = 100

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
        let content = try await content(of: newest, in: worker, changing: changes, call)
        try await publish(content, of: call.worker, trigger: "secret", call)
    }

    /// A version like the newest but for its secrets, and no deployment.
    @Sendable
    private func patchLatestVersion(_ call: Call) async throws -> Answer {
        let worker = try await betaWorker(call)
        let body = try await call.json()
        let version = try await onLatest(call.naming(worker)) { try await publishSecrets(body, of: worker, $0) }
        return .result(try await whole(version, of: worker))
    }

    private func publishSecrets(_ body: JSONValue, of worker: Workload, _ call: Call) async throws -> Version {
        guard let newest = try await newestVersion(of: worker) else {
            throw CloudflareError.noVersions(worker.name.text)
        }
        let annotations = try UploadMetadata(["annotations": body["annotations"] ?? nil])
        let content = try await content(of: newest, in: worker, changing: body["env"]?.object ?? [:], call)
        let upload = Upload(
            workload: call.worker,
            content: content,
            attribution: call.attribution(message: annotations.message),
            tag: try annotations.tag(),
            verbatim: DialectRecord(annotations: annotations.annotations, trigger: "secret").verbatim,
            seen: call.seen
        )
        return try await plane.publish(upload, release: .later(creates: false)).value.version
    }

    /// The content of a version with some secrets set or, by `null`, removed.
    private func content(
        of version: Version,
        in worker: Workload,
        changing changes: [String: JSONValue],
        _ call: Call
    ) async throws -> Snapshot {
        guard changes.count <= Self.maximumSecretsAtOnce else {
            throw CloudflareError.validation(
                "\(changes.count) secrets at once; the limit is \(Self.maximumSecretsAtOnce)."
            )
        }
        let snapshot = try await plane.content(of: version, in: worker)
        let component = snapshot.components[0]
        var bindings = component.bindings.filter { changes[$0.name] == nil }
        for (name, change) in changes.sorted(by: { $0.key < $1.key }) where change != .null {
            guard let text = change["text"]?.string else {
                throw CloudflareError.validation("The secret \(name) has no text.")
            }
            let fingerprint = try await vault.seal(text, as: name, of: WorkloadName(worker))
            bindings.append(try BindingReader.binding(name, .secret(fingerprint)))
        }
        return try Self.snapshot(
            main: component.main,
            modules: component.modules,
            bindings: bindings,
            compatibility: component.compatibility,
            assets: component.assets,
            configuration: snapshot.configuration
        )
    }
}
