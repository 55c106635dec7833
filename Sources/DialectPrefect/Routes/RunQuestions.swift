import HTTPModel
import ReleaseCore
import ReleaseModel

/// Filters of runs that name versions, as Prefect's cloud knows them: an open server is asked for the runs of these
/// versions by their identities.
///
/// Whoever asks must be able to read the deployment with what the request brings, as for its history.
extension PrefectAPI {
    /// The newest versions that are looked through for a `version_info`.
    static let maximumSearchedVersions = 1_000

    /// The body of a question about runs in words that the server behind knows.
    func narrowed(_ call: Call) async throws -> [UInt8] {
        let body = try await call.body(upTo: Self.writeLimit)
        guard let json = JSONText(body), let filter = try RunVersionFilter(json) else { return body }
        var found: Set<FlowPickup.ID>?
        for criterion in filter.criteria {
            let runs = try await runs(fulfilling: criterion, call)
            found = found?.intersection(runs) ?? runs
        }
        return Array(filter.narrowed(to: found).bytes)
    }

    private func runs(
        fulfilling criterion: RunVersionFilter.Criterion,
        _ call: Call
    ) async throws -> Set<FlowPickup.ID> {
        let workload = try await filtered(criterion.deployment, call)
        let versions =
            switch criterion.versions {
            case .identities(let identities): try await versions(identities, of: workload)
            case .infos(let infos): try await versions(with: infos, of: workload)
            }
        return try await plane.identities(ofRunsOf: workload, under: versions)
    }

    /// The flow that a filter names; that there is none is a fault of the filter, since the path is there.
    private func filtered(_ deployment: String, _ call: Call) async throws -> Workload {
        do {
            return try await readable(deployment, call).workload
        } catch let failure as UpstreamFailure {
            throw failure
        } catch {
            let refusal = PrefectError(error)
            throw refusal.status == .notFound ? RunVersionFilter.refusal(refusal.detail) : refusal
        }
    }

    /// Versions by their identities, deleted ones too: they have runs still.
    private func versions(_ identities: [Version.ID], of workload: Workload) async throws -> Set<Version.ID> {
        for identity in identities {
            guard try await plane.store.version(identity)?.workload == workload.id else {
                throw RunVersionFilter.refusal("The deployment has no version \(identity).")
            }
        }
        return Set(identities)
    }

    /// Versions by what clients said of them; several may have the same.
    private func versions(with infos: [VersionInfo], of workload: Workload) async throws -> Set<Version.ID> {
        var missing = Set(infos.map(\.json.canonical))
        let wanted = missing
        guard !wanted.isEmpty else { return [] }
        var found: Set<Version.ID> = []
        for version in try await newestVersions(of: workload, limit: Self.maximumSearchedVersions) {
            let info = try await presenter.versionInfo(of: version, in: workload).canonical
            guard wanted.contains(info) else { continue }
            missing.remove(info)
            found.insert(version.id)
        }
        guard let unknown = missing.min() else { return found }
        throw RunVersionFilter.refusal("None of the deployment's newest versions has the version_info \(unknown).")
    }
}
