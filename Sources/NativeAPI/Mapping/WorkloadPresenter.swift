import NativeWire
import ReleaseCore
import ReleaseModel

/// Shows a workload, its aliases, versions and deployments as the wire has them.
///
/// It reads what they have in common once. The revision of the last change is read first, so that an ETag is never
/// newer than what it comes with.
struct WorkloadPresenter {
    let workload: Workload
    /// The workload's ETag.
    let lastChange: Revision
    let aliases: [Alias]

    private let plane: ReleasePlane
    private let configuration: ControlAPIConfiguration
    /// Whether the workload's own host leads to it.
    private let hasHost: Bool
    private let hasPreviews: Bool
    private var inForce: [Alias.ID: Deployment] = [:]
    private var versions: [Version.ID: Version] = [:]

    init(
        _ workload: Workload,
        plane: ReleasePlane,
        configuration: ControlAPIConfiguration
    ) async throws(ReleaseError) {
        self.workload = workload
        self.plane = plane
        self.configuration = configuration
        lastChange = try await plane.store.lastChange(of: workload.id)
        aliases = try await plane.store.aliases(of: workload.id)
        let settings = try await plane.store.settings(of: workload.id)
        hasHost = Self.isOn(.host, in: settings)
        hasPreviews = Self.isOn(.previews, in: settings)
        for alias in aliases { inForce[alias.id] = try await plane.inForce(on: alias) }
    }

    mutating func wire() async throws(ReleaseError) -> WireWorkload {
        var shown: [WireAlias] = []
        for alias in aliases { shown.append(try await wire(alias)) }
        let newest = try await plane.store.versions(of: workload.id, matching: .live, limit: 1).first
        return WireWorkload(
            id: workload.id.description,
            kind: workload.kind.rawValue,
            name: workload.name.text,
            createdAt: Timestamp(workload.createdAt).description,
            url: hasHost ? url(HostName.label(of: workload.name)) : nil,
            aliases: shown,
            newestVersion: newest?.number,
            revision: lastChange.number
        )
    }

    mutating func wire(_ alias: Alias) async throws(ReleaseError) -> WireAlias {
        var deployment: WireDeployment?
        if let current = inForce[alias.id] { deployment = try await wire(current) }
        let answers = alias.name == .production ? hasHost : hasPreviews
        return WireAlias(
            name: alias.name.text,
            url: answers ? url(HostName.label(of: alias.name, worker: workload.name)) : nil,
            deployment: deployment,
            affinity: alias.affinity?.description
        )
    }

    func wire(_ version: Version) -> WireVersion {
        var serving: [String: String] = [:]
        for alias in aliases {
            guard let shares = inForce[alias.id]?.routing.split.shares,
                let share = shares.first(where: { $0.target == .version(version.id) })
            else { continue }
            serving[alias.name.text] = Percentage(slots: share.slots).description
        }
        let answers = hasPreviews && !version.isDeleted
        return WireVersion(
            id: version.id.description,
            number: version.number,
            workload: workload.name.text,
            snapshot: version.snapshot.hex,
            author: version.attribution.author,
            source: version.attribution.source.rawValue,
            message: version.attribution.message,
            tag: version.tag,
            provenance: version.provenance.map(WireProvenance.init),
            createdAt: Timestamp(version.createdAt).description,
            deleted: version.tombstone.map(WireDeletion.init),
            previewUrl: answers ? url(HostName.label(of: version.id, worker: workload.name)) : nil,
            serving: serving
        )
    }

    mutating func wire(_ deployment: Deployment) async throws(ReleaseError) -> WireDeployment {
        let rules = try await wire(deployment.routing.rules.map(\.rule))
        let alias = try await alias(deployment.alias)
        return WireDeployment(
            id: deployment.id.description,
            workload: workload.name.text,
            alias: alias.name.text,
            sequence: deployment.sequence,
            shares: try await wire(deployment.routing.split),
            rules: rules,
            origin: deployment.origin.rawValue,
            restores: deployment.restores?.description,
            author: deployment.attribution.author,
            source: deployment.attribution.source.rawValue,
            message: deployment.attribution.message,
            provenance: deployment.provenance.map(WireProvenance.init),
            createdAt: Timestamp(deployment.createdAt).description,
            inForce: inForce[alias.id]?.id == deployment.id
        )
    }

    mutating func wire(
        _ planned: PlannedRollback,
        on alias: Alias.Name
    ) async throws(ReleaseError) -> WireRollbackPlan {
        var restores: WireDeployment?
        if let deployment = planned.restores { restores = try await wire(deployment) }
        return WireRollbackPlan(
            alias: alias.text,
            shares: try await wire(planned.routing.split),
            rules: try await wire(planned.routing.rules),
            restores: restores
        )
    }

    private mutating func wire(_ rules: [Rule]) async throws(ReleaseError) -> [WireRule] {
        var shown: [WireRule] = []
        for rule in rules { shown.append(WireRule(rule, shares: try await wire(rule.split))) }
        return shown
    }

    /// An alias of a deployment, which may have been deleted since.
    private func alias(_ id: Alias.ID) async throws(ReleaseError) -> Alias {
        if let alias = aliases.first(where: { $0.id == id }) { return alias }
        guard let alias = try await plane.store.alias(id) else {
            throw .storeCorrupt(what: "alias \(id)", cause: "\(workload.name) has deployments of it")
        }
        return alias
    }

    private mutating func wire(_ split: TrafficSplit) async throws(ReleaseError) -> [WireShare] {
        var shares: [WireShare] = []
        for share in split.shares {
            let percentage = Percentage(slots: share.slots).description
            guard let id = share.target.version else {
                shares.append(WireShare(version: 0, versionId: WireShare.latest, percentage: percentage))
                continue
            }
            let version = try await version(id)
            shares.append(
                WireShare(
                    version: version.number,
                    versionId: id.description,
                    percentage: percentage,
                    tag: version.tag
                )
            )
        }
        return shares
    }

    private mutating func version(_ id: Version.ID) async throws(ReleaseError) -> Version {
        if let version = versions[id] { return version }
        guard let version = try await plane.store.version(id) else {
            throw .storeCorrupt(what: "version \(id)", cause: "a deployment of \(workload.name) leads to it")
        }
        versions[id] = version
        return version
    }

    private static func isOn(_ name: Setting.Name, in settings: [Setting]) -> Bool {
        (settings.first { $0.name == name }?.value ?? name.defaultValue) == "on"
    }

    /// Only workers have hosts.
    private func url(_ label: String) -> String? {
        workload.kind == .worker ? configuration.url(ofLabel: label) : nil
    }
}
