import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// Scripts: uploads that are deployed at once, lists, content, deletion.
extension CloudflareAPI {
    static let uploadMessage = "Automatic deployment on upload."

    static func addScriptRoutes(_ table: inout EndpointTable) {
        table.account(.get, "/workers/scripts", Endpoint(.read, CloudflareAPI.listScripts))
        table.account(.get, "/workers/scripts-search", Endpoint(.read, CloudflareAPI.searchScripts))
        table.worker(.put, "", Endpoint(.upload, CloudflareAPI.putScript))
        table.worker(.get, "", Endpoint(.read, CloudflareAPI.readScript))
        table.worker(.delete, "", Endpoint(.admin, CloudflareAPI.deleteScript))
        table.worker(.get, "/content/v2", Endpoint(.read, CloudflareAPI.readContent))
        table.worker(.put, "/content", Endpoint(.upload, CloudflareAPI.putContent))
        table.worker(.get, "/references", Endpoint(.read, CloudflareAPI.references))
        table.account(.get, "/workers/tails/by-consumer/{worker}", Endpoint(.read, CloudflareAPI.tailConsumers))
    }

    @Sendable
    private func putScript(_ call: Call) async throws -> Answer {
        try call.require(.deploy)
        try checkName(call.worker.name)
        if let target = call.query["rollback_to"] { return try await rollBack(to: target, call) }
        let form = try await ScriptForm(call, blobs: plane.blobs, limit: configuration.uploadLimit)
        let metadata = try UploadMetadata(form.metadata)
        return try await onLatest(call) { .result(try await deploy(metadata, parts: form.parts, $0).uploaded) }
    }

    /// Publishes and deploys in one commit, and answers the worker as it is then.
    ///
    /// The call's change depends on what the worker is: bindings, static files and settings are kept.
    func deploy(_ metadata: UploadMetadata, parts: [ScriptForm.Part], _ call: Call) async throws -> ScriptPresenter {
        let upload = try await upload(
            metadata,
            parts: parts,
            call,
            record: DialectRecord(annotations: metadata.annotations, trigger: "upload"),
            settings: try await changedDocument(of: call.worker, by: metadata.document)
        )
        let verbatim = DialectRecord(trigger: "upload").verbatim
        let message = metadata.message ?? Self.uploadMessage
        let published = try await plane.publish(upload, release: .now(message: message, verbatim: verbatim)).value
        return try await script(published.workload, through: published.version)
    }

    /// The worker as its newest version shows it.
    func script(_ worker: Workload) async throws -> ScriptPresenter {
        try await script(worker, through: try await newestVersion(of: worker))
    }

    private func script(_ worker: Workload, through version: Version?) async throws -> ScriptPresenter {
        ScriptPresenter(
            worker: worker,
            version: version,
            snapshot: try await version.asyncMap { try await plane.content(of: $0, in: worker) },
            settings: try await workerSettings(of: worker),
            versions: presenter(worker)
        )
    }

    func checkName(_ name: String) throws {
        guard let first = name.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first),
            (try? Workload.Name(name, kind: .worker)) != nil
        else { throw CloudflareError.invalidName(name) }
    }

    /// `PUT ?rollback_to=`, as clients did before versions had an API: the whole traffic to a version.
    private func rollBack(to text: String, _ call: Call) async throws -> Answer {
        let worker = try await worker(call)
        let form = try await ScriptForm(
            call,
            metadataName: "message",
            in: .text,
            blobs: plane.blobs,
            limit: configuration.uploadLimit
        )
        let version = try await version(text, of: worker)
        let from = try await activeDeployment(of: worker)?.routing.split.versions.first
        let message = form.metadata.string?.prefix(bytes: UploadMetadata.maximumMessageBytes)
        let verbatim = DialectRecord(trigger: "rollback", rollbackFrom: from?.description).verbatim
        _ = try await plane.deploy(
            Routing(split: TrafficSplit(allTo: version.id)),
            to: .production,
            of: call.worker,
            record: record(call, message: message, verbatim: verbatim)
        )
        return .result(try await script(worker, through: version).uploaded)
    }

    @Sendable
    private func listScripts(_ call: Call) async throws -> Answer {
        let page = ListPage(call.query, standardSize: 1_000)
        var items: [JSONValue] = []
        for worker in page.of(try await workers(of: call.account, limit: page.limit)) {
            items.append(try await script(worker).item)
        }
        return .result(.array(items))
    }

    @Sendable
    private func searchScripts(_ call: Call) async throws -> Answer {
        let page = ListPage(call.query, standardSize: 10, maximumSize: 100)
        let name = call.query["name"], id = call.query["id"]
        let found = try await workers(of: call.account).filter { worker in
            (name.map { worker.name.text.contains($0) } ?? true) && (id.map { worker.id.compact == $0 } ?? true)
        }
        let items = page.of(found).map { worker -> JSONValue in
            [
                "id": .string(worker.id.compact), "script_name": .string(worker.name.text),
                "service_name": .string(worker.name.text), "created_on": JSONValue(worker.createdAt),
                "modified_on": JSONValue(worker.createdAt), "environment_is_default": true,
                "environment_name": "production",
            ]
        }
        return .page(items, page, total: found.count)
    }

    /// The first workers of an account by name; all without a limit.
    func workers(of account: Account.ID, limit: Int = .max) async throws -> [Workload] {
        var workers: [Workload] = []
        var cursor: String?
        repeat {
            let request = PageRequest(limit: min(limit, PageRequest.maximumLimit), cursor: cursor)
            let page = try await plane.store.workloads(of: account, kind: .worker, page: request)
            workers += page.items
            cursor = page.next
        } while cursor != nil && workers.count < limit
        return workers
    }

    @Sendable
    private func deleteScript(_ call: Call) async throws -> Answer {
        let worker = try await worker(call)
        return try await delete(worker, call)
    }

    func delete(_ worker: Workload, _ call: Call) async throws -> Answer {
        if !call.flag("force") {
            let referrers = try await callers(of: worker)
            guard referrers.isEmpty else { throw CloudflareError.stillReferenced(worker.name.text, by: referrers) }
        }
        _ = try await plane.deleteWorkload(WorkloadName(worker), record: record(call))
        return .result(nil)
    }

    /// The names of the workers that call one, each once.
    private func callers(of worker: Workload) async throws -> [String] {
        Set(try await plane.referrers(to: worker).map(\.worker.name.text)).sorted()
    }

    @Sendable
    private func references(_ call: Call) async throws -> Answer {
        let worker = try await worker(call)
        let incoming = try await callers(of: worker).map { name -> JSONValue in
            ["name": .string(name), "service": .string(name), "environment": "production"]
        }
        return .result([
            "services": ["incoming": .array(incoming), "outgoing": [], "pages_function": false],
            "durable_objects": [], "dispatch_outbounds": [],
        ])
    }

    @Sendable
    private func tailConsumers(_ call: Call) async throws -> Answer {
        .result([])
    }
}

extension Optional where Wrapped: Sendable {
    /// `map` for what has to wait.
    func asyncMap<Value>(_ transform: (Wrapped) async throws -> Value) async rethrows -> Value? {
        guard let self else { return nil }
        return try await transform(self)
    }
}
