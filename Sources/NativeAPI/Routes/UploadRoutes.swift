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
        if metadata.deploy == true { try call.require(.deploy) }
        try metadata.check()
        let modules = try await form.modules()
        return try await once(
            call,
            digest: Self.digest(of: bytes, modules),
            answerAgain: { try await versionPublished(by: $0) },
            { try await $0.publish(metadata, modules: modules, as: name, ifMatch: ifMatch, call) }
        )
    }

    private func publish(
        _ metadata: WireUploadMetadata,
        modules: [Module],
        as name: WorkloadName,
        ifMatch: IfMatch,
        _ call: Call
    ) async throws -> Answer {
        let content = try metadata.snapshot(kind: name.kind, modules: modules)
        if ifMatch != .absent, try await plane.store.workload(name) == nil {
            throw Refusal.preconditionFailed(missing: name)
        }
        let upload = Upload(
            workload: name,
            content: content,
            attribution: call.attribution(message: metadata.message),
            tag: metadata.tag,
            provenance: try metadata.provenance?.checked(),
            skipsUnchanged: metadata.skipUnchanged ?? false,
            seen: ifMatch.seen
        )
        let release: Upload.Release =
            metadata.deploy == true
            ? .now(message: metadata.deploymentMessage ?? metadata.message)
            : .later(creates: metadata.create ?? false)
        return try await answer(try await plane.publish(upload, release: release))
    }

    private func versionPublished(by revision: Revision) async throws -> Answer? {
        guard let receipt = try await plane.publication(by: revision) else { return nil }
        return try await answer(receipt)
    }

    private func answer(_ receipt: Receipt<Published>) async throws -> Answer {
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

    /// What identifies the body of an upload: its metadata word for word, and its modules by their digests.
    private static func digest(of metadata: [UInt8], _ modules: [Module]) -> Digest {
        let lines = modules.map { "\($0.digest) \($0.type.rawValue) \($0.name)\n" }
        return Digest(sha256: Digest(sha256: metadata).bytes + lines.flatMap { Array($0.utf8) })
    }
}
