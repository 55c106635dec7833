import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel

/// Secrets: part of versions, so that every edit makes one. Their texts come in and never go out.
extension ControlAPI {
    /// The longest body of an edit, in bytes: the most secrets of the greatest length fit.
    static let maximumSecretsBytes = 8 << 20

    /// Names the secrets of every version that serves, or of the one that `?version=` names.
    func listSecrets(_ call: Call) async throws -> Answer {
        let name = try call.workloadName()
        let workload = try await plane.workload(name)
        let lastChange = try await plane.store.lastChange(of: workload.id)
        let versions: [Version]
        if let text = call.request.target.query["version"] {
            versions = [try await plane.liveVersion(try Call.versionReference(text), of: workload)]
        } else {
            versions = try await plane.versions(.deployed, of: workload)
        }
        var items: [WireVersionSecrets] = []
        for version in versions {
            let secrets = try await plane.content(of: version, in: workload).components.flatMap(\.secrets)
            items.append(WireVersionSecrets(version: version.number, secrets: secrets.map(\.name)))
        }
        return try Answer(json: WireList(items: items), eTag: lastChange)
    }

    /// Seals first: what identifies the request to repeats of it, and is stored, must not tell a text.
    func editSecrets(_ call: Call) async throws -> Answer {
        let name = try call.workloadName()
        guard name.kind == .worker else { throw Refusal.kindNotUploadable(name) }
        let body = try await call.body(upTo: Self.maximumSecretsBytes)
        let request = try StrictJSON.decode(WireSecretsRequest.self, from: body)
        if request.deploy == true { try call.require(.deploy) }
        let record = try record(call, message: request.message)
        try request.check()
        _ = try await plane.workload(name)
        var sealed: [String: Digest] = [:]
        for secret in request.set ?? [] {
            sealed[secret.name] = try await vault.seal(secret.text, as: secret.name, of: name)
        }
        let edit = SecretEdit(set: sealed, removed: Set(request.remove ?? []), base: request.base)
        let named = Set(edit.set.keys).union(edit.removed)
        return try await once(
            call,
            digest: Self.digest(of: edit, request),
            answerAgain: { try await versionPublished(by: $0, named: named) },
            { api in
                let receipt = try await api.plane.edit(edit, of: name, tag: request.tag, record: record)
                return try await api.answer(receipt, named: named)
            }
        )
    }

    private static func digest(of edit: SecretEdit, _ request: WireSecretsRequest) -> Digest {
        var lines = edit.set.sorted { $0.key < $1.key }.map { "set \($0.key) \($0.value)" }
        lines += edit.removed.sorted().map { "remove \($0)" }
        lines += ["\(edit.base)", request.tag ?? "", request.message ?? ""]
        return Digest(sha256: Array(lines.joined(separator: "\n").utf8))
    }
}

extension WireSecretsRequest {
    fileprivate var base: SecretEdit.Base {
        deploy == true ? .deployed(endsSplit: overrideSplit == true ? .any : .none) : .newest
    }

    fileprivate func check() throws {
        let names = (set ?? []).map(\.name) + (remove ?? [])
        guard !names.isEmpty else {
            throw Refusal(
                .fieldMissing,
                "No secret is named, so there is nothing to change.",
                next: "Name one at least: \"set\" with a name and a text, or \"remove\" with a name."
            )
        }
        guard names.count <= SecretEdit.maximumCount else {
            throw Refusal.fieldInvalid(
                "set",
                "and remove name \(names.count) secrets",
                next: "Change at most \(SecretEdit.maximumCount) at once."
            )
        }
        var seen: Set<String> = []
        for name in names {
            do throws(InvalidContent) {
                guard seen.insert(name).inserted else { throw .bindingRepeated(name) }
                _ = try Binding(name: name, value: .versionMetadata)
            } catch {
                throw ReleaseError.contentInvalid(error)
            }
        }
    }
}
