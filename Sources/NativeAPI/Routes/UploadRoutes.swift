import FoundationEssentials
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
        let metadata = try await form.metadata()
        if metadata.deploy == true { try call.require(.deploy) }
        try metadata.check()
        let modules = try await form.modules()
        return try await once(
            call,
            digest: try await digest(of: metadata, modules, as: name),
            answerAgain: { try await versionPublished(by: $0) },
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
        let names = Set(own.map(\.name))
        guard ifMatch.seen == nil else {
            return try await attempt(try await kept(types, but: names, of: name), ifMatch.seen)
        }
        // What others change of these bindings meanwhile is kept, too.
        return try await plane.onLatest(of: name) { seen in
            try await attempt(try await kept(types, but: names, of: name), seen)
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
            requiresHandlers: true,
            endsSplit: try metadata.splitPermission(),
            skipsUnchanged: metadata.skipUnchanged ?? false,
            seen: seen
        )
        let release: Upload.Release =
            metadata.deploy == true
            ? .now(message: metadata.deploymentMessage ?? metadata.message)
            : .later(creates: metadata.create ?? false)
        return try await answer(try await plane.publish(upload, release: release))
    }

    /// The bindings of the newest version that carry over: of some types, where no other has their name.
    private func kept(_ types: [String], but names: Set<String>, of name: WorkloadName) async throws -> [Binding] {
        guard !types.isEmpty, let workload = try await plane.store.workload(name),
            let newest = try await plane.store.versions(of: workload.id, matching: .live, limit: 1).first
        else { return [] }
        let bindings = try await plane.content(of: newest, in: workload).components.flatMap(\.bindings)
        return bindings.filter { types.contains(WireBinding($0).type) && !names.contains($0.name) }
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
    func versionPublished(by revision: Revision) async throws -> Answer? {
        guard let receipt = try await plane.publication(by: revision) else { return nil }
        return try await answer(receipt)
    }

    func answer(_ receipt: Receipt<Published>) async throws -> Answer {
        let published = receipt.value
        var presenter = try await presenter(for: published.workload)
        var deployment: WireDeployment?
        var warmth: DataPlaneView.Warmth?
        if let made = published.deployment {
            deployment = try await presenter.wire(made)
            warmth = try await rollbackWarmth(after: made)
        }
        var warnings = receipt.warnings
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

    /// What identifies an upload to repeats of it: its metadata, with secrets sealed, and its modules by their digests.
    ///
    /// It is stored where there is no key, so a text that could be guessed must not be in it.
    private func digest(
        of metadata: WireUploadMetadata,
        _ modules: [Module],
        as name: WorkloadName
    ) async throws -> Digest {
        var told = metadata
        for requested in try metadata.requestedBindings() {
            guard case .secretText = requested.value else { continue }
            guard case .secret(let fingerprint) = try await bindings.binding(requested, of: name).value else {
                continue
            }
            told.bindings = told.bindings?.map { binding in
                binding.name == requested.name && binding.type == "secret_text"
                    ? WireBinding(name: binding.name, type: binding.type, text: fingerprint.hex) : binding
            }
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let lines = modules.map { "\($0.digest) \($0.type.rawValue) \($0.name)\n" }
        return Digest(sha256: Array(try encoder.encode(told)) + lines.flatMap { Array($0.utf8) })
    }
}
