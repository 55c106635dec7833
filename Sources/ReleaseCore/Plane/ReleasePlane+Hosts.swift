import ReleaseModel

extension ReleasePlane {
    /// Refuses a new worker whose host already means something else, in whatever account.
    func checkHost(ofNewWorker name: Workload.Name, account: Account.ID) async throws(ReleaseError) {
        let label = HostName.label(of: name)
        if let owner = try await hostOwner(label, except: nil) { throw .hostTaken(label, by: owner, for: account) }
    }

    /// Refuses a new alias whose host already means something else, or is too long for a host.
    func checkHost(ofNewAlias name: Alias.Name, of worker: Workload) async throws(ReleaseError) {
        let label = HostName.label(of: name, worker: worker.name)
        do {
            try name.checkHost()
        } catch {
            throw .invalidName(error, of: "alias")
        }
        let room = HostLabel.maximumLength - (label.utf8.count - name.text.utf8.count)
        guard name.text.utf8.count <= room else {
            throw .invalidName(InvalidName(name: name.text, problem: .tooLong(limit: room)), of: "alias")
        }
        if let owner = try await hostOwner(label, except: worker.id) {
            throw .hostTaken(label, by: owner, for: worker.account)
        }
    }

    /// Draws identities until one's preview host is free.
    func makeVersionID(for worker: Workload.Name, kind: Workload.Kind) async throws(ReleaseError) -> Version.ID {
        for _ in 1..<Self.maximumAttempts {
            let id = Version.ID(environment.makeUUID())
            guard kind == .worker else { return id }
            if try await hostOwner(HostName.label(of: id, worker: worker), except: nil) == nil { return id }
        }
        throw .conflict("no free preview host for a version of \(worker)")
    }

    private func hostOwner(_ label: String, except worker: Workload.ID?) async throws(ReleaseError) -> HostOwner? {
        if let other = try await store.workers(named: label).first { return HostOwner(worker: other, part: nil) }
        return try await owner(ofDerivedHost: label, except: worker)
    }

    /// Who answers on a label that is made of a prefix and a worker's name.
    private func owner(
        ofDerivedHost label: String,
        except worker: Workload.ID?
    ) async throws(ReleaseError) -> HostOwner? {
        for reading in HostName.readings(of: label) {
            for other in try await store.workers(named: reading.worker) where other.id != worker {
                if HostLabel.isVersionPrefix(reading.prefix) {
                    let query = VersionQuery.idPrefix(reading.prefix)
                    if let version = try await store.versions(of: other.id, matching: query, limit: 1).first {
                        return HostOwner(worker: other, part: "version \(version.number)")
                    }
                }
                if let name = try? Alias.Name(reading.prefix), try await store.alias(name, of: other.id) != nil {
                    return HostOwner(worker: other, part: "alias \(name)")
                }
            }
        }
        return nil
    }
}

/// Who answers on a host.
private struct HostOwner {
    let worker: Workload
    /// The version or the alias of the worker; `nil` for the worker itself.
    let part: String?

    /// What a caller may be told: whose it is only within the caller's own account.
    func description(for account: Account.ID) -> String {
        guard worker.account == account else { return "a worker of another account" }
        let name = "worker \(worker.name)"
        return part.map { "\($0) of \(name)" } ?? name
    }
}

extension ReleaseError {
    fileprivate static func hostTaken(_ label: String, by owner: HostOwner, for account: Account.ID) -> ReleaseError {
        .hostTaken(label: label, owner: owner.description(for: account))
    }
}
