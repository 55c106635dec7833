import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// What belongs to a worker and to no version, and the view of both together.
extension CloudflareAPI {
    static func addSettingRoutes(_ table: inout EndpointTable) {
        table.worker(.get, "/settings", Endpoint(.read, CloudflareAPI.readSettings))
        table.worker(.patch, "/settings", Endpoint(.upload, CloudflareAPI.patchSettings))
        table.worker(.get, "/script-settings", Endpoint(.read, CloudflareAPI.readScriptSettings))
        table.worker(.patch, "/script-settings", Endpoint(.deploy, CloudflareAPI.patchScriptSettings))
        table.worker(.get, "/subdomain", Endpoint(.read, CloudflareAPI.readSubdomain))
        table.worker(.post, "/subdomain", Endpoint(.deploy, CloudflareAPI.setSubdomain))
        table.worker(.delete, "/subdomain", Endpoint(.deploy, CloudflareAPI.deleteSubdomain))
        table.worker(.get, "/usage-model", Endpoint(.read, CloudflareAPI.readUsageModel))
        table.account(.get, "/workers/subdomain", Endpoint(.read, CloudflareAPI.readAccountSubdomain))
        table.account(.get, "/workers/subdomains/{name}", Endpoint(.read, CloudflareAPI.judgeSubdomain))
        table.account(.get, "/workers/account-settings", Endpoint(.read, CloudflareAPI.readAccountSettings))
    }

    @Sendable
    func readSettings(_ call: Call) async throws -> Answer {
        .result(try await settings(of: try await worker(call)))
    }

    private func settings(of worker: Workload) async throws -> JSONValue {
        let script = try await script(worker)
        let component = script.snapshot?.components.first
        let versioned: JSONValue = [
            "bindings": .array((component?.bindings ?? []).map(JSONValue.init)),
            "compatibility_date": JSONValue(component?.compatibility.date),
            "compatibility_flags": JSONValue(component?.compatibility.flags ?? []),
            "usage_model": script.snapshot?.document("usage_model") ?? "standard",
            "limits": script.snapshot?.document("limits") ?? [:],
            "placement": script.snapshot?.document("placement") ?? nil,
            "migration_tag": script.snapshot?.document("migration_tag") ?? nil,
        ]
        return versioned.merging(script.settings)
    }

    /// What belongs to versions makes one, and deploys it; the rest is changed in the same commit.
    @Sendable
    private func patchSettings(_ call: Call) async throws -> Answer {
        let worker = try await worker(call)
        let form = try await ScriptForm(
            call,
            metadataName: "settings",
            blobs: plane.blobs,
            limit: configuration.uploadLimit
        )
        guard let changes = form.metadata.object else { throw CloudflareError.unparsableBody }
        let versioned = Set(changes.keys).subtracting(UploadMetadata.workerKeys).subtracting(["annotations"])
        if versioned.isEmpty {
            try await change(worker, by: .object(changes), call)
        } else {
            try call.require(.deploy)
            try await onLatest(call) { try await publish(.object(changes), over: try await self.worker($0), $0) }
        }
        return .result(try await settings(of: worker))
    }

    /// A version with the code of the newest, and changed settings.
    private func publish(_ changes: JSONValue, over worker: Workload, _ call: Call) async throws {
        let newest = try await deployedNewestVersion(of: worker, code: 10_214)
        let snapshot = try await plane.content(of: newest, in: worker)
        let component = snapshot.components[0]
        var document = changes.object ?? [:]
        document["main_module"] = JSONValue(component.main)
        document["compatibility_date"] = document["compatibility_date"] ?? JSONValue(component.compatibility.date)
        document["compatibility_flags"] = document["compatibility_flags"] ?? JSONValue(component.compatibility.flags)
        for key in UploadMetadata.versionedKeys {
            document[key] = document[key] ?? snapshot.document(key)
        }
        if document["bindings"] == nil {
            document["bindings"] = .array(component.bindings.map { ["name": .string($0.name), "type": "inherit"] })
        }
        let metadata = try UploadMetadata(.object(document))
        let bindings = try await bindingReader(call).bindings(
            metadata.document["bindings"]?.array ?? [],
            keeps: [],
            isStrict: false
        )
        let onlySecrets =
            Set(changes.object?.keys ?? [:].keys) == ["bindings"]
            && Self.differ(bindings, component.bindings, onlyIn: \.isSecret)
        let trigger = onlySecrets ? "secret" : "settings"
        try await publish(
            Self.snapshot(
                main: component.main,
                modules: component.modules,
                bindings: bindings,
                compatibility: try metadata.compatibility(),
                assets: component.assets,
                configuration: try await configuration(of: metadata, call)
            ),
            of: call.worker,
            trigger: trigger,
            metadata: metadata,
            settings: try await changedDocument(of: call.worker, by: changes),
            call
        )
    }

    private static func differ(
        _ new: [Binding],
        _ old: [Binding],
        onlyIn isPart: (Binding.Value) -> Bool
    ) -> Bool {
        Set(new.filter { !isPart($0.value) }) == Set(old.filter { !isPart($0.value) }) && Set(new) != Set(old)
    }

    /// Publishes and deploys content that was not uploaded but made from what is there.
    func publish(
        _ content: Snapshot,
        of name: WorkloadName,
        trigger: String,
        metadata: UploadMetadata? = nil,
        settings: [Setting.Name: String] = [:],
        _ call: Call
    ) async throws {
        let upload = Upload(
            workload: name,
            content: content,
            attribution: call.attribution(message: metadata?.message),
            tag: try metadata?.tag(),
            verbatim: DialectRecord(annotations: metadata?.annotations ?? [:], trigger: trigger).verbatim,
            settings: settings,
            seen: call.seen
        )
        let verbatim = DialectRecord(trigger: trigger).verbatim
        _ = try await plane.publish(upload, release: .now(message: metadata?.message, verbatim: verbatim))
    }

    /// The newest version, if it alone serves; edits of it would otherwise deploy what nobody deployed.
    func deployedNewestVersion(of worker: Workload, code: Int) async throws -> Version {
        guard let newest = try await newestVersion(of: worker) else {
            throw CloudflareError.noVersions(worker.name.text)
        }
        let active = try await activeDeployment(of: worker)
        guard active?.soleVersion == newest.id else {
            let what =
                code == 10_215
                ? "Secret edit failed. You attempted to modify a secret"
                : "Script edit failed. You attempted to deploy the latest version with modified settings"
            let serving = active?.routing.split.versions.first?.description ?? "none"
            throw CloudflareError(
                .badRequest,
                code,
                "\(what), but the latest version of your Worker isn't currently deployed: the latest is number "
                    + "\(newest.number) (\(newest.id)), deployed is \(serving). Deploy the latest first, or use "
                    + "`wrangler versions secret` and deploy the version that it makes."
            )
        }
        return newest
    }

    @Sendable
    private func readScriptSettings(_ call: Call) async throws -> Answer {
        .result(try await workerSettings(of: try await worker(call)))
    }

    @Sendable
    private func patchScriptSettings(_ call: Call) async throws -> Answer {
        let worker = try await worker(call)
        let changes = try await call.json()
        guard changes.object != nil else { throw CloudflareError.unparsableBody }
        try await change(worker, by: changes, call)
        return .result(try await workerSettings(of: worker))
    }

    /// Changes what belongs to the worker and no version, in one commit.
    func change(
        _ worker: Workload,
        by changes: JSONValue,
        and flags: [Setting.Name: String] = [:],
        _ call: Call
    ) async throws {
        try await onLatest(call.naming(worker)) { call in
            let values = try await changedDocument(of: call.worker, by: changes).merging(flags) { $1 }
            guard !values.isEmpty else { return }
            _ = try await plane.set(values, of: call.worker, record: record(call))
        }
    }

    /// The worker's document with those of the changes that belong there; empty when none does.
    func changedDocument(of name: WorkloadName, by changes: JSONValue) async throws -> [Setting.Name: String] {
        let own = (changes.object ?? [:]).filter { UploadMetadata.workerKeys.contains($0.key) }
        guard !own.isEmpty else { return [:] }
        let kept = try await plane.store.workload(name).asyncMap { worker in
            try JSONValue(parsing: Array(try await plane.document(of: worker).utf8))
        }
        return [.document: (kept ?? [:]).merging(.object(own)).text]
    }

    @Sendable
    private func readUsageModel(_ call: Call) async throws -> Answer {
        _ = try await worker(call)
        return .result(["usage_model": "standard"])
    }
}
