public import ReleaseModel

extension ReleasePlane {
    /// How many candidates an ambiguous reference names.
    static let maximumCandidates = 10

    public func workload(_ name: WorkloadName) async throws(ReleaseError) -> Workload {
        guard let workload = try await store.workload(name) else { throw .workloadNotFound(name) }
        return workload
    }

    public func alias(_ name: Alias.Name, of workload: Workload) async throws(ReleaseError) -> Alias {
        guard let alias = try await store.alias(name, of: workload.id) else {
            throw .aliasNotFound(name.text, of: WorkloadName(workload))
        }
        return alias
    }

    /// Returns the version that a reference names, deleted ones included.
    ///
    /// Throws ``ReleaseError/versionAmbiguous(_:of:candidates:)`` with the candidates when several fit.
    public func version(
        _ reference: VersionReference,
        of workload: Workload
    ) async throws(ReleaseError) -> Version {
        let found = try await versions(reference, of: workload)
        let text = reference.text(for: workload.kind)
        guard let version = found.first else { throw .versionNotFound(text, of: WorkloadName(workload)) }
        guard found.count == 1 else { throw .versionAmbiguous(text, of: WorkloadName(workload), candidates: found) }
        return version
    }

    /// Returns a version that still has its content.
    public func liveVersion(
        _ reference: VersionReference,
        of workload: Workload
    ) async throws(ReleaseError) -> Version {
        let version = try await version(reference, of: workload)
        guard !version.isDeleted else { throw .versionDeleted(version, of: WorkloadName(workload)) }
        return version
    }

    /// Returns the deployment whose id is, or begins with, a text of at least eight hexadecimal digits.
    public func deployment(_ text: String, of workload: Workload) async throws(ReleaseError) -> Deployment {
        let digits = text.lowercased().filter { $0 != "-" }
        let isPrefix = digits.utf8.count >= VersionReference.minimumPrefixDigits && digits.allSatisfy(\.isHexDigit)
        let found = isPrefix ? try await store.deployments(of: workload.id, idPrefix: digits, limit: 2) : []
        guard found.count == 1 else { throw .deploymentNotFound(text, of: WorkloadName(workload)) }
        return found[0]
    }

    /// Returns what a reference may mean, ``maximumCandidates`` at the most.
    public func versions(
        _ reference: VersionReference,
        of workload: Workload
    ) async throws(ReleaseError) -> [Version] {
        let limit = Self.maximumCandidates
        switch reference {
        case .number(let number):
            return try await store.versions(of: workload.id, matching: .number(number), limit: limit)
        case .id(let id):
            guard let version = try await store.version(id), version.workload == workload.id else { return [] }
            return [version]
        case .prefix(let digits):
            let found = try await store.versions(of: workload.id, matching: .idPrefix(digits), limit: limit)
            return found + (try await labelled(digits, of: workload)).filter { !found.contains($0) }
        case .tag(let tag):
            return try await store.versions(of: workload.id, matching: .tag(tag), limit: limit)
        case .newest:
            return try await store.versions(of: workload.id, matching: .live, limit: 1)
        case .deployed:
            return try await deployedVersions(of: workload)
        }
    }

    /// The versions that have a share of the built-in alias, of all requests or of those that a rule picks.
    private func deployedVersions(of workload: Workload) async throws(ReleaseError) -> [Version] {
        guard let name = workload.kind.builtInAlias,
            let deployment = try await inForce(on: try await alias(name, of: workload))
        else { return [] }
        var versions: [Version] = []
        for id in deployment.routing.serving {
            if let version = try await store.version(id) { versions.append(version) }
        }
        return versions
    }

    /// Returns the deployment in force on an alias; `nil` before the first.
    public func inForce(on alias: Alias) async throws(ReleaseError) -> Deployment? {
        guard let id = alias.deployment else { return nil }
        guard let deployment = try await store.deployment(id) else {
            throw .storeCorrupt(what: "alias \(alias.name)", cause: "its deployment \(id) is not stored")
        }
        return deployment
    }
}

extension VersionReference {
    /// As people write it who name versions of a kind: the label of a flow's version stands by itself.
    func text(for kind: Workload.Kind) -> String {
        if kind == .flow, case .tag(let label) = self { label } else { description }
    }
}
