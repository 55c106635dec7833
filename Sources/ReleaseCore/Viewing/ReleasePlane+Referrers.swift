public import ReleaseModel

extension ReleasePlane {
    /// Returns what calls a worker by service bindings: the newest versions of other workers, and those that serve.
    public func referrers(to worker: Workload) async throws(ReleaseError) -> [Referrer] {
        // In quotes, as names are stored; it may be the name of something else, so a closer look follows.
        let candidates = try await store.workloads(of: worker.account, withContentNaming: "\"\(worker.name.text)\"")
        var referrers: [Referrer] = []
        for other in candidates where other.kind == .worker && other.id != worker.id {
            referrers += try await bindings(of: other, to: worker.name.text)
        }
        return referrers
    }

    private func bindings(of other: Workload, to name: String) async throws(ReleaseError) -> [Referrer] {
        var referrers: [Referrer] = []
        var versions = try await self.versions(.newest, of: other)
        for version in try await self.versions(.deployed, of: other) where !versions.contains(version) {
            versions.append(version)
        }
        for version in versions where !version.isDeleted {
            for binding in try await content(of: version, in: other).components.flatMap(\.bindings) {
                guard case .service(let service) = binding.value, service.worker == name else { continue }
                referrers.append(Referrer(worker: other, version: version, binding: binding.name))
            }
        }
        return referrers
    }
}
