import ReleaseModel

extension ReleasePlane {
    /// Publishes a version like another one but for its secrets; edits that run at once are all kept.
    ///
    /// Removing a secret that is not there is refused, ``ReleaseError/secretNotFound(_:of:)``, and so is setting one where
    /// another binding has the name, ``InvalidBinding/variable(_:of:)``. With a revision that the
    /// caller has seen, it is tried once, against that revision.
    public func edit(
        _ edit: SecretEdit,
        of name: WorkloadName,
        tag: String? = nil,
        record: Record
    ) async throws -> Receipt<Published> {
        guard record.seen == nil else {
            return try await self.edit(edit, of: name, tag: tag, record, seen: record.seen)
        }
        return try await onLatest(of: name) { seen in
            try await self.edit(edit, of: name, tag: tag, record, seen: seen)
        }
    }

    private func edit(
        _ edit: SecretEdit,
        of name: WorkloadName,
        tag: String?,
        _ record: Record,
        seen: Revision?
    ) async throws(ReleaseError) -> Receipt<Published> {
        let workload = try await workload(name)
        let base = try await baseVersion(of: edit, in: workload)
        let content = try await content(of: base, in: workload)
        let present = Set(content.components.flatMap(\.secrets).map(\.name))
        let others = Set(content.components.flatMap(\.bindings).map(\.name)).subtracting(present)
        if let taken = others.intersection(edit.set.keys).min() { throw .bindingInvalid(.variable(taken, of: name)) }
        if let missing = edit.removed.subtracting(present).min() { throw .secretNotFound(missing, of: name) }
        let upload = Upload(
            workload: name,
            content: try content.changingSecrets(edit),
            attribution: record.attribution,
            tag: tag,
            provenance: record.provenance,
            verbatim: record.verbatim,
            seen: seen
        )
        let message = record.attribution.message
        return try await publish(
            upload,
            release: edit.base == .newest ? .later(creates: false) : .now(message: message, verbatim: record.verbatim)
        )
    }

    private func baseVersion(of edit: SecretEdit, in workload: Workload) async throws(ReleaseError) -> Version {
        guard case .deployed(let permission) = edit.base, let builtIn = workload.kind.builtInAlias else {
            return try await version(VersionReference.newest, of: workload)
        }
        let alias = try await alias(builtIn, of: workload)
        try await checkSplit(permission, on: alias, of: WorkloadName(workload))
        guard let shares = try await inForce(on: alias)?.routing.split.shares,
            let largest = shares.max(by: { $0.slots < $1.slots }), let id = largest.target.version,
            let version = try await store.version(id)
        else { throw .aliasNotDeployed(builtIn, of: WorkloadName(workload)) }
        return version
    }
}

extension Snapshot {
    /// The same content with other secrets; every other binding stays, and a name that one of them has is refused.
    fileprivate func changingSecrets(_ edit: SecretEdit) throws(ReleaseError) -> Snapshot {
        do throws(InvalidContent) {
            var changed: [Component] = []
            for component in components { changed.append(try component.changingSecrets(edit)) }
            return try Snapshot(kind: kind, components: changed, configuration: configuration)
        } catch {
            throw .contentInvalid(error)
        }
    }
}

extension Component {
    fileprivate func changingSecrets(_ edit: SecretEdit) throws(InvalidContent) -> Component {
        var bindings = bindings.filter { binding in
            guard case .secret = binding.value else { return true }
            return edit.set[binding.name] == nil && !edit.removed.contains(binding.name)
        }
        for (name, fingerprint) in edit.set.sorted(by: { $0.key < $1.key }) {
            bindings.append(try Binding(name: name, value: .secret(fingerprint)))
        }
        return try Component(
            name: name,
            main: main,
            modules: modules,
            bindings: bindings,
            compatibility: compatibility,
            assets: assets
        )
    }
}
