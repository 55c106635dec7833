import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// The code of a version, as it was uploaded. It leaves this listener as an attachment that no page can run.
extension CloudflareAPI {
    @Sendable
    func readScript(_ call: Call) async throws -> Answer {
        try await content(call, version: call.query["deployment"])
    }

    @Sendable
    func readContent(_ call: Call) async throws -> Answer {
        try await content(call, version: call.query["version"])
    }

    func content(_ call: Call, version text: String?) async throws -> Answer {
        let worker = try await worker(call)
        let version: Version?
        if let text {
            version = try await self.version(text, of: worker)
        } else {
            version = try await newestVersion(of: worker)
        }
        guard let version else { throw CloudflareError.noVersions(worker.name.text) }
        let component = try await plane.content(of: version, in: worker).components[0]
        if let main = component.modules.first(where: { $0.name == component.main }), main.type == .classic {
            return attachment(.bytes(try await bytes(of: main, worker)), type: "application/javascript", component)
        }
        var writer = MultipartWriter()
        for module in component.modules {
            writer.add(
                module.name,
                filename: module.name,
                contentType: try? HTTPFieldValue(module.type.mediaType),
                body: .bytes(try await bytes(of: module, worker))
            )
        }
        return attachment(writer.body, type: writer.contentType, component)
    }

    private func bytes(of module: Module, _ worker: Workload) async throws -> [UInt8] {
        guard let bytes = try await plane.blobs.read(module.digest, account: worker.account) else {
            throw ReleaseError.blobMissing(module.digest)
        }
        return bytes
    }

    private func attachment(_ body: HTTPBody, type: String, _ component: Component) -> Answer {
        var fields: HTTPFields = [
            "content-disposition": "attachment", "content-security-policy": "sandbox",
        ]
        if let value = try? HTTPFieldValue(type) { fields.set(.contentType, to: value) }
        if let main = component.main, let value = try? HTTPFieldValue(main) { fields.set("cf-entrypoint", to: value) }
        return Answer(status: .ok, fields: fields, body: body)
    }

    /// New code for a worker, with the configuration that it has: a new version, deployed.
    @Sendable
    func putContent(_ call: Call) async throws -> Answer {
        try call.require(.deploy)
        _ = try await worker(call)
        let form = try await ScriptForm(call, blobs: plane.blobs, limit: configuration.uploadLimit)
        return try await onLatest(call) { call in
            let metadata = try await metadata(of: form, over: try await self.worker(call), call)
            return .result(try await deploy(metadata, parts: form.parts, call).uploaded)
        }
    }

    /// What the form says, and for the rest the configuration of the newest version.
    private func metadata(of form: ScriptForm, over worker: Workload, _ call: Call) async throws -> UploadMetadata {
        var document = form.metadata.object ?? [:]
        if let main = call.request.fields["cf-worker-main-module-part"] { document["main_module"] = .string(main) }
        if let main = call.request.fields["cf-worker-body-part"] { document["body_part"] = .string(main) }
        document["keep_assets"] = true
        if let version = try await newestVersion(of: worker) {
            let snapshot = try await plane.content(of: version, in: worker)
            let kept = snapshot.components[0]
            document["compatibility_date"] = JSONValue(kept.compatibility.date)
            document["compatibility_flags"] = JSONValue(kept.compatibility.flags)
            document["bindings"] = .array(
                kept.bindings.map { ["name": .string($0.name), "type": "inherit"] }
            )
            for key in UploadMetadata.versionedKeys {
                document[key] = snapshot.document(key)
            }
        }
        return try UploadMetadata(.object(document))
    }
}
