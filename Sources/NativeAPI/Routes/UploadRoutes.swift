import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel

extension ControlAPI {
    /// Publishes a version of a worker and, if asked, deploys it in the same commit.
    ///
    /// A repeat with the same idempotency key sends its content again, but publishes nothing.
    func uploadVersion(_ call: Call) async throws -> Answer {
        let name = try call.workloadName()
        guard name.kind == .worker else { throw Refusal.kindNotUploadable(name) }
        let ifMatch = try IfMatch(call.request.fields)
        // Refused before the content is sent rather than after.
        do {
            _ = try Workload.Name(name.name, kind: name.kind)
        } catch {
            throw ReleaseError.invalidName(error, of: name.kind.rawValue)
        }
        _ = try call.idempotencyKey()
        var form = try UploadForm(
            call.request,
            blobs: plane.blobs,
            account: call.account,
            limit: configuration.uploadLimit
        )
        let (metadata, bytes) = try await form.metadata()
        if metadata.deploy == true || metadata.settings != nil { try call.require(.deploy) }
        try metadata.check()
        let modules = try await form.modules()
        if metadata.deploy != true { try Self.checkSyntax(of: metadata.main, in: modules) }
        return try await once(
            call,
            digest: try await digest(of: metadata, as: bytes, modules, of: name),
            answerAgain: { try await versionPublished(by: $0, named: metadata.bindingNames) },
            { try await $0.publish(metadata, modules: modules, as: name, ifMatch: ifMatch, call) }
        )
    }

    /// The bindings that an upload asks for: what they name is there, and secrets are sealed.
    private func resolvedBindings(_ metadata: WireUploadMetadata, of name: WorkloadName) async throws -> [Binding] {
        var resolved: [Binding] = []
        for requested in try metadata.requestedBindings() {
            resolved.append(try await bindings.binding(requested, of: name))
        }
        return resolved
    }

    private func publish(
        _ metadata: WireUploadMetadata,
        modules: [Module],
        as name: WorkloadName,
        ifMatch: IfMatch,
        _ call: Call
    ) async throws -> Answer {
        if ifMatch != .absent, try await plane.store.workload(name) == nil {
            throw Refusal.preconditionFailed(missing: name)
        }
        let own = try await resolvedBindings(metadata, of: name)
        let assets = try await bundle(metadata.assets, of: name)
        let attempt = { (kept: [Binding], seen: Revision?) in
            let content = try metadata.snapshot(
                kind: name.kind,
                modules: modules,
                bindings: own + kept,
                assets: assets
            )
            return try await publish(content, metadata, as: name, seen: seen, call)
        }
        guard let types = metadata.keep, !types.isEmpty else { return try await attempt([], ifMatch.seen) }
        guard ifMatch.seen == nil else {
            return try await attempt(try await kept(types, beside: own, of: name), ifMatch.seen)
        }
        // What others change of these bindings meanwhile is kept, too.
        return try await plane.onLatest(of: name) { seen in
            try await attempt(try await kept(types, beside: own, of: name), seen)
        }
    }

    private func publish(
        _ content: Snapshot,
        _ metadata: WireUploadMetadata,
        as name: WorkloadName,
        seen: Revision?,
        _ call: Call
    ) async throws -> Answer {
        let upload = Upload(
            workload: name,
            content: content,
            attribution: call.attribution(message: metadata.message),
            tag: metadata.tag,
            provenance: try metadata.provenance?.checked(),
            settings: try metadata.settingValues(),
            requiresHandlers: true,
            endsSplit: try metadata.splitPermission(),
            skipsUnchanged: metadata.skipUnchanged ?? false,
            seen: seen
        )
        let release: Upload.Release =
            metadata.deploy == true
            ? .now(message: metadata.deploymentMessage ?? metadata.message)
            : .later(creates: metadata.create ?? false)
        return try await answer(try await plane.publish(upload, release: release), named: metadata.bindingNames)
    }

    /// Scripts of the older kind cannot wait to be deployed, as a rule that holds wherever workers run.
    private static func checkSyntax(of main: String?, in modules: [Module]) throws {
        guard modules.first(where: { $0.name == main })?.type != .classic else { throw Refusal.classicNotDeployed }
    }

    /// The bindings of the newest version that carry over: of some types, where the upload has none of their name.
    ///
    /// Refused is an upload that gives the name of a secret which it was to keep to something else: the text would be
    /// lost for good, and nobody asked for that.
    private func kept(_ types: [String], beside own: [Binding], of name: WorkloadName) async throws -> [Binding] {
        guard !types.isEmpty, let workload = try await plane.store.workload(name),
            let newest = try await plane.store.versions(of: workload.id, matching: .live, limit: 1).first
        else { return [] }
        let kept = try await plane.content(of: newest, in: workload).components.flatMap(\.bindings)
            .filter { types.contains(WireBinding($0).type) }
        for binding in own where !binding.isSecret {
            guard !kept.contains(where: { $0.isSecret && $0.name == binding.name }) else {
                throw Refusal.secretInTheWay(binding.name, in: newest, of: name)
            }
        }
        let names = Set(own.map(\.name))
        return kept.filter { !names.contains($0.name) }
    }

    private func bundle(_ wanted: WireUploadAssets?, of name: WorkloadName) async throws -> AssetBundle? {
        guard let wanted else { return nil }
        let files = try await assets.complete(
            try Self.assetSession(wanted.session),
            for: name,
            at: environment.now()
        )
        return try AssetBundle(
            files: try files.map { try $0.file() },
            rules: try (wanted.rules ?? WireAssetRules()).rules()
        )
    }

    /// Answers for a version that was published by a revision.
    func versionPublished(by revision: Revision, named: Set<String>) async throws -> Answer? {
        guard let receipt = try await plane.publication(by: revision) else { return nil }
        return try await answer(receipt, named: named)
    }

    /// `named` are the secrets that the request changes by name: of these nobody needs to be told.
    func answer(_ receipt: Receipt<Published>, named: Set<String>) async throws -> Answer {
        let published = receipt.value
        var presenter = try await presenter(for: published.workload)
        var warnings = receipt.warnings(of: published.workload.kind)
        var deployment: WireDeployment?
        var warmth: DataPlaneView.Warmth?
        if let made = published.deployment {
            deployment = try await presenter.wire(made)
            warmth = try await rollbackWarmth(after: made, of: published.workload)
            let secrets = try await plane.secretChanges(
                by: published.version,
                deployedBy: made,
                of: published.workload
            )
            if let warning = secrets.subtracting(named).warningOfDrafts { warnings.append(warning) }
        }
        if !published.wasTried, !published.isUnchanged {
            warnings.append("The code was not started once to see that it can: no data process answers.")
        }
        let result = WireUploadResult(
            version: presenter.wire(published.version),
            unchanged: published.isUnchanged,
            twin: published.twin?.number,
            deployment: deployment,
            warnings: warnings,
            commit: receipt.wireCommit(rollback: warmth)
        )
        let status = published.isUnchanged && published.deployment == nil ? HTTPStatus.ok : .created
        return try Answer(json: result, status: status, revision: receipt.revision, eTag: presenter.lastChange)
    }
}

extension WireUploadMetadata {
    fileprivate var bindingNames: Set<String> { Set((bindings ?? []).map(\.name)) }
}

extension Binding {
    fileprivate var isSecret: Bool {
        if case .secret = value { true } else { false }
    }
}
