import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// Versions under `/workers/workers`, whose modules travel inside JSON.
extension CloudflareAPI {
    static func addBetaVersionRoutes(_ table: inout EndpointTable) {
        let versions = "/workers/workers/{worker}/versions"
        table.account(.get, versions, Endpoint(.read, CloudflareAPI.listBetaVersions))
        table.account(.post, versions, Endpoint(.upload, CloudflareAPI.createBetaVersion))
        table.account(.get, versions + "/{version}", Endpoint(.read, CloudflareAPI.readBetaVersion))
        table.account(.delete, versions + "/{version}", Endpoint(.deploy, CloudflareAPI.deleteBetaVersion))
    }

    @Sendable
    private func listBetaVersions(_ call: Call) async throws -> Answer {
        let worker = try await betaWorker(call)
        let page = ListPage(call.query, standardSize: 10, maximumSize: 100)
        let all = try await plane.store.versions(of: worker.id, matching: .live, limit: page.limit)
        var items: [JSONValue] = []
        for version in page.of(all) {
            items.append(try await betaItem(version, of: worker, withModules: false))
        }
        return .page(items, page, total: all.count)
    }

    @Sendable
    private func readBetaVersion(_ call: Call) async throws -> Answer {
        let worker = try await betaWorker(call)
        let version = try await version(call.parameters["version"], of: worker)
        let withModules = call.query["include"] == "modules"
        return .result(try await betaItem(version, of: worker, withModules: withModules))
    }

    @Sendable
    private func deleteBetaVersion(_ call: Call) async throws -> Answer {
        let worker = try await betaWorker(call)
        let version = try await version(call.parameters["version"], of: worker)
        guard try await newestVersion(of: worker)?.id != version.id else { throw CloudflareError.versionLatest }
        _ = try await plane.deleteVersion(.id(version.id), of: WorkloadName(worker), record: record(call))
        return .result(nil)
    }

    @Sendable
    private func createBetaVersion(_ call: Call) async throws -> Answer {
        let deploys = call.flag("deploy")
        if deploys { try call.require(.deploy) }
        let worker = try await betaWorker(call)
        let bytes = try await call.request.body.collect(upTo: configuration.uploadLimit / 3 * 4 + Call.maximumBodyBytes)
        let metadata = try UploadMetadata(try JSONValue(parsing: bytes))
        let trigger = deploys ? "upload" : "version_upload"
        let parts = try await store(metadata.document["modules"]?.array ?? [], call)
        let release: Upload.Release =
            deploys
            ? .now(message: metadata.message ?? Self.uploadMessage, verbatim: DialectRecord(trigger: trigger).verbatim)
            : .later(creates: false)
        let published = try await onLatest(call.naming(worker)) { call in
            let record = DialectRecord(annotations: metadata.annotations, trigger: trigger)
            return try await plane.publish(
                try await upload(metadata, parts: parts, call, record: record),
                release: release
            )
            .value
        }
        return .result(try await betaItem(published.version, of: worker, withModules: false))
    }

    private func store(_ modules: [JSONValue], _ call: Call) async throws -> [ScriptForm.Part] {
        guard modules.count <= Component.maximumModules else {
            throw CloudflareError.malformedUpload("there are more than \(Component.maximumModules) modules")
        }
        var parts: [ScriptForm.Part] = []
        for module in modules {
            guard let name = module["name"]?.string, let text = module["content_base64"]?.string,
                let content = Data(base64Encoded: text)
            else { throw CloudflareError.malformedUpload("a module has no name or no content in base64") }
            let upload = try await plane.blobs.beginUpload(account: call.account)
            do {
                try await upload.append(Array(content))
                let blob = try await upload.finish()
                let type = module["content_type"]?.string ?? "application/javascript+module"
                parts.append(ScriptForm.Part(name: name, contentType: type, blob: blob))
            } catch {
                await upload.cancel()
                throw error
            }
        }
        return parts
    }

    private func betaItem(_ version: Version, of worker: Workload, withModules: Bool) async throws -> JSONValue {
        let snapshot = try await plane.content(of: version, in: worker)
        let component = snapshot.components[0]
        let listed = presenter(worker).item(version)
        var members: [String: JSONValue] = [
            "id": .string(version.id.description), "number": JSONValue(version.number),
            "created_on": JSONValue(version.createdAt), "annotations": listed["annotations"] ?? [:],
            "urls": [.string("http://\(version.id.prefix)-\(worker.name.text).\(configuration.suffix)")],
            "source": .string(version.attribution.source.wire),
            "author_id": listed["metadata"]?["author_id"] ?? nil,
            "author_email": listed["metadata"]?["author_email"] ?? nil,
            "bindings": .array(component.bindings.map(JSONValue.init)), "main_module": JSONValue(component.main),
            "compatibility_date": JSONValue(component.compatibility.date),
            "compatibility_flags": JSONValue(component.compatibility.flags), "usage_model": "standard",
            "startup_time_ms": JSONValue(version.exports?.loadMilliseconds ?? 0),
        ]
        for key in ["limits", "placement", "migration_tag"] {
            members[key] = snapshot.document(key)
        }
        guard withModules else { return .object(members) }
        var modules: [JSONValue] = []
        for module in component.modules {
            guard let bytes = try await plane.blobs.read(module.digest, account: worker.account) else {
                throw ReleaseError.blobMissing(module.digest)
            }
            modules.append([
                "name": .string(module.name), "content_type": .string(module.type.mediaType),
                "content_base64": .string(Data(bytes).base64EncodedString()),
            ])
        }
        members["modules"] = .array(modules)
        return .object(members)
    }
}
