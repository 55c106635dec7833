public import ReleaseModel

/// Which gradual deployment an upload may end by taking all requests.
///
/// A deployment is gradual while several versions have a share, of all requests or of those that a rule picks. A
/// version at 0 % does not count: it is there to be tried.
public enum SplitPermission: Sendable, Hashable {
    case none
    /// The one that the caller has seen, and no other that came after it.
    case only(Deployment.ID)
    case any

    func allows(_ deployment: Deployment) -> Bool {
        switch self {
        case .none: false
        case .only(let id): id == deployment.id
        case .any: true
        }
    }
}

extension ReleasePlane {
    /// Refuses to end a gradual deployment that nobody permitted to end.
    ///
    /// Throws ``ReleaseError/splitInForce(_:versions:of:)``.
    public func checkSplit(
        _ permission: SplitPermission,
        on alias: Alias,
        of workload: WorkloadName
    ) async throws(ReleaseError) {
        guard permission != .any, let deployment = try await inForce(on: alias), !permission.allows(deployment) else {
            return
        }
        let serving = deployment.routing.serving
        guard serving.count > 1 else { return }
        var versions: [Version] = []
        for id in serving {
            if let version = try await store.version(id) { versions.append(version) }
        }
        throw .splitInForce(deployment, versions: versions, of: workload)
    }
}

extension DeployedRouting {
    /// The versions that have a share anywhere, each once.
    var serving: [Version.ID] {
        let shares = split.shares + rules.flatMap { $0.rule.split.shares }
        var seen: Set<Version.ID> = []
        return shares.filter { $0.slots > 0 }.compactMap(\.target.version).filter { seen.insert($0).inserted }
    }
}
